"""Addresses of logging in, the second factor, invitations and accounts. allauth asks for its own names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.views import LogoutView
from django.urls import path

from wens.site.accounts import logging_in, openid, passwords, views
from wens.site.covenants import views as covenants
from wens.site.partners import views as partners

IN, SECOND = "inloggen", "tweede-stap"

urlpatterns = [
    path(f"{IN}/", logging_in.LoginView.as_view(), name="account_login"),
    path(f"{IN}/", logging_in.LoginView.as_view(), name="login"),
    path("uitloggen/", LogoutView.as_view(), name="account_logout"),
    path("uitloggen/", LogoutView.as_view(), name="logout"),
    path(f"{IN}/code/", mfa.authenticate, name="mfa_authenticate"),
    path(f"{IN}/sleutel/", keys.login_webauthn, name="mfa_login_webauthn"),
    path(f"{IN}/organisatie/", openid.start, name="oidc-start"),
    path(f"{IN}/organisatie/terug/", openid.back, name="oidc-back"),
    path(f"{IN}/opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path(f"{IN}/opnieuw/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(f"{IN}/opnieuw/sleutel/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(f"{SECOND}/", logging_in.SecondFactorView.as_view(), name="mfa_index"),
    path(f"{SECOND}/app/", app.activate_totp, name="mfa_activate_totp"),
    path(f"{SECOND}/app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{SECOND}/reservecodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{SECOND}/reservecodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(f"{SECOND}/sleutels/", keys.list_webauthn, name="mfa_list_webauthn"),
    path(f"{SECOND}/sleutels/nieuw/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(f"{SECOND}/sleutels/<int:pk>/weg/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path(f"{SECOND}/andere-apparaten/", views.log_out_elsewhere, name="log-out-elsewhere"),
    path("wachtwoord/", passwords.change, name="password-change"),
    path("wachtwoord/<uuid:key>/<str:token>/", passwords.new, name="password-new"),
    path("accounts/<uuid:key>/wachtwoord/", passwords.link, name="account-password"),
    path("uitnodiging/<str:token>/", views.accept, name="invitation"),
    path("accounts/", views.overview, name="accounts"),
    path("accounts/uitnodigen/", views.invite, name="account-invite"),
    path("accounts/uitnodiging/<uuid:key>/intrekken/", views.withdraw, name="invitation-withdraw"),
    path("accounts/<uuid:key>/", views.detail, name="account"),
    path("accounts/<uuid:key>/uitloggen/", views.log_out, name="account-log-out"),
    path("accounts/<uuid:key>/sluiten/", views.close, name="account-close"),
    path("accounts/<uuid:key>/tweede-stap-weg/", views.reset, name="account-reset"),
    path("convenanten/", covenants.overview, name="covenants"),
    path("convenanten/nieuw/", covenants.make, name="covenant-new"),
    path("convenanten/<uuid:key>/", covenants.detail, name="covenant"),
    path("convenanten/<uuid:key>/tekenen/", covenants.sign, name="covenant-sign"),
    path("convenanten/<uuid:key>/bevestigen/", covenants.confirm, name="covenant-confirm"),
    path("convenanten/<uuid:key>/beeindigen/", covenants.end, name="covenant-end"),
    path("leeslog/", covenants.read_log, name="read-log"),
    path("partners/", partners.overview, name="partners"),
    path("partners/nieuw/", partners.make, name="partner-new"),
    path("partners/<uuid:key>/", partners.change, name="partner"),
    path("partners/<uuid:key>/sluiten/", partners.close, name="partner-close"),
]
