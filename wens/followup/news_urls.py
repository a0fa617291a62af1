"""Addresses of news by mail, below /nieuws/mail/ and /en/nieuws/mail/."""

from django.urls import path

from wens.followup.views import news

urlpatterns = [
    path("", news.ask, name="news-mail"),
    path("<uuid:key>/<str:token>/", news.confirm, name="news-mail-confirm"),
    path("stop/<uuid:key>/<str:token>/", news.stop, name="news-mail-stop"),
]
