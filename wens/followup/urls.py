"""Addresses of following, below /volg/ and /en/volg/."""

from django.urls import path

from wens.followup.views import follow

app_name = "followup"
urlpatterns = [
    path("", follow.start, name="start"),
    path("kwijt/", follow.lost, name="lost"),
    path("afmelden/<str:token>/", follow.unsubscribe, name="unsubscribe"),
    path("<str:key>/", follow.page, name="page"),
    path("<str:key>/antwoord/", follow.reply, name="reply"),
    path("<str:key>/oordeel/", follow.verdict, name="verdict"),
    path("<str:key>/bericht/", follow.updates, name="updates"),
    path("<str:key>/contact-weg/", follow.remove_contact, name="remove-contact"),
    path("<str:key>/intrekken/", follow.withdraw, name="withdraw"),
]
