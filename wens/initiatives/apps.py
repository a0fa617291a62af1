from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "wens.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Say what stands at a speerpunt."""
        from wens.initiatives.showing import at_focus
        from wens.plans.beside import BESIDE

        BESIDE["initiatives"] = at_focus
