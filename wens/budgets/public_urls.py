"""Addresses for everybody, below /wijkbudget/ and /en/wijkbudget/."""

from django.urls import path

from wens.budgets.views import applying, outside

app_name = "wijkbudget"
urlpatterns = [
    path("", outside.overview, name="overview"),
    path("volgen/", applying.follow, name="follow"),
    path("plan/<uuid:key>/", outside.plan, name="plan"),
    path("plan/<uuid:key>/foto/", outside.picture, name="picture"),
    path("stemmen/<uuid:key>/", applying.vote, name="vote"),
    path("stemmen/<uuid:key>/bedankt/", applying.voted, name="voted"),
    path("raad/<slug:slug>/", outside.council, name="council"),
    path("advies/<uuid:key>/", outside.advice, name="advice"),
    path("<slug:slug>/", outside.area, name="area"),
    path("<slug:slug>/<int:year>/", outside.year, name="year"),
    path("<slug:slug>/<int:year>/aanvragen/", applying.apply, name="apply"),
    path("<slug:slug>/<int:year>/rekening/", outside.paper, name="account"),
    path("<slug:slug>/<int:year>/rekening.pdf", outside.paper_pdf, name="account-pdf"),
]
