"""Addresses of telling, below /vertel/ (and /en/vertel/, /de/vertel/ …); Dutch words in every language."""

from django.urls import path

from wens.voices.views import report, tell, urgent

app_name = "voices"
urlpatterns = [
    path("", tell.start, name="tell"),
    path("opnieuw/", tell.again, name="again"),
    path("gevaar/", tell.danger_seen, name="danger"),
    path("dringend/", urgent.urgent, name="urgent"),
    path("kan-wachten/", urgent.can_wait, name="can-wait"),
    path("doorsturen/", report.report, name="report"),
    path("doorgestuurd/", report.reported, name="reported"),
    path("nakijken/", tell.check, name="check"),
    path("klaar/", tell.done, name="done"),
    path("wachtende-foto/<int:number>/", tell.waiting_photo, name="waiting-photo"),
    path("ook/<uuid:contribution>/", report.notice_too, name="echo"),
    path("foto-van/<uuid:attachment>/", report.photo, name="photo"),
    path("<slug:slug>/", tell.question, name="question"),
]
