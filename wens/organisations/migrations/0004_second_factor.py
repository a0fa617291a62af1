"""allauth's tables become ours: a tenant column and the tenant policy (ADR 0012)."""

from django.db import migrations

from wens.tenancy.security import adopt, secure


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_login"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        *secure("organisations_identity"),
        *secure("organisations_invitation"),
        *adopt("mfa_authenticator"),
        *adopt("account_emailaddress"),
        *adopt("account_emailconfirmation"),
    ]
