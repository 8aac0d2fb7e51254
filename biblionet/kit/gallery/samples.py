"""Forms of the gallery: one field of every kind, empty and all wrong."""

from django import forms

from biblionet.kit.fields import NumberField


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label="Naam van de activiteit", help_text="Zoals in het activiteitenplan."
    )
    visitors = NumberField(label="Bezoekers Taalhuis", unit="personen", decimals=0, at_least=0)
    share = NumberField(label="Leverpercentage", unit="%", decimals=1)
    on = forms.DateField(label="Datum", help_text="Bijvoorbeeld 7-3-2026.", required=False)
    scope = forms.ChoiceField(label="Organisatie", choices=[("n", "Noord"), ("o", "Oost")])
    status = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=[("good", "Op koers"), ("attention", "Aandacht nodig"), ("stuck", "Loopt vast")],
        widget=forms.RadioSelect,
    )
    goals = forms.MultipleChoiceField(
        label="Bij welke doelen hoort dit?",
        choices=[("1", "Meer kinderen lezen"), ("2", "Taalhuis in elke gemeente")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label="Wat deed je dit kwartaal?", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    password = forms.CharField(
        label="Wachtwoord", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    evidence = forms.FileField(label="Bijlage", help_text="PDF of Excel, tot 5 MB.", required=False)
    checked = forms.BooleanField(label="Ik heb deze cijfers gecontroleerd")


class FilterForm(forms.Form):
    """The fields of a filter: none is asked for, so none is marked optional."""

    hides_optional = True
    filter_status = forms.ChoiceField(
        label="Status", choices=[("", "Alle"), ("good", "Op koers")], required=False
    )
    filter_text = forms.CharField(label="Zoek op naam", required=False)


def wrong_form() -> SampleForm:
    """Return the form as somebody sent it in with everything wrong."""
    typed = {"visitors": "12.34", "share": "140", "on": "morgen", "scope": "n", "note": "Tekst"}
    return SampleForm(typed, auto_id="wrong_%s")
