"""What everybody reads of wijkbeheerplannen, below /wijk/<wijk>/beheerplan/."""

from django.urls import path

from wens.works.views import outside

app_name = "works-public"
urlpatterns = [
    path("", outside.newest, name="newest"),
    path("<int:year>/", outside.year, name="year"),
    path("<int:year>/versie/<int:number>/", outside.version, name="version"),
]
