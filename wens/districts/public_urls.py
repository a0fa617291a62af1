"""Addresses for everybody, in Dutch and under /en/."""

from django.urls import path

from wens.districts.views import outside

app_name = "districts-public"
urlpatterns = [
    path("bij-wie/", outside.start, name="whom"),
    path("bij-wie/<str:code>/", outside.whom_in, name="whom-in"),
    path("nieuws/", outside.news, name="news"),
    path("nieuws/gebied/", outside.news_here, name="news-here"),
    path("nieuws/feed.atom", outside.feed, name="feed"),
    path("nieuws/gebied/<str:code>/", outside.news, name="news-in"),
    path("nieuws/gebied/<str:code>/feed.atom", outside.feed, name="feed-in"),
    path("nieuws/<uuid:key>/", outside.item, name="item"),
    path("teksten/gebied/<str:code>/", outside.earlier, name="earlier"),
    path("teksten/<uuid:key>/", outside.history, name="history"),
    path("teksten/<uuid:key>/<int:number>/", outside.one_version, name="version"),
]
