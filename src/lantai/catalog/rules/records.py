"""Rules about one description; core.measures finds, here stands what it means to a librarian."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from lantai.core.measures import findings
from lantai.infra.rules import Severity, declare

CODES = tuple(f"catalog.{code}" for code in findings.RECORD_CODES)
"""The rules that are declared here."""

_record = partial(declare, level="record", permission="catalog.view_harvest")

_record(
    "catalog.title_missing",
    severity=Severity.URGENT,
    label=_("No title"),
    why=_("Nobody finds a record without a title, and nobody can tell what it is."),
    remedy=_("Give the title from the piece, or ask the source to withdraw the record."),
)
_record(
    "catalog.mojibake",
    severity=Severity.URGENT,
    label=_("Garbled characters"),
    why=_("The bytes were read in the wrong character set somewhere on their way: no search finds these words."),
    remedy=_("Import the file again with the right character set; where the source itself is garbled, correct the words."),
)
_record(
    "catalog.record_damaged",
    severity=Severity.SOON,
    label=_("Damaged record, read as far as possible"),
    why=_("The structure of the record was broken as received; something of it may be lost."),
    remedy=_("Compare with the bytes received, and have the source export the record again."),
)
_record(
    "catalog.letters_repaired",
    severity=Severity.SOON,
    label=_("Characters repaired while reading"),
    why=_("Some characters could not be read as the record said; those in their place may be wrong."),
    remedy=_("Look at the words that the finding names, and correct what is wrong."),
)
_record(
    "catalog.values_repaired",
    severity=Severity.NOTE,
    label=_("Values repaired while reading"),
    why=_("A date, a code or a repeated field was not as its format demands; it was read in the likeliest way."),
    remedy=_("Mend it in the system that the record comes from."),
)
_record(
    "catalog.link_880",
    severity=Severity.SOON,
    label=_("Original script not linked to its field"),
    why=_("A field in the original script names no field that it belongs to, so it may be shown in the wrong place."),
    remedy=_("Mend subfield 6 of both fields in the system that the record comes from."),
)
_record(
    "catalog.language_missing",
    severity=Severity.SOON,
    label=_("Language not given"),
    why=_("Readers who choose a language do not see the record, and its title is sorted by no language’s rules."),
    remedy=_("Give the language of the text."),
)
_record(
    "catalog.language_script",
    severity=Severity.SOON,
    label=_("Title in a script that the language is not written in"),
    why=_("Either the language is wrong or the title is: filters and sorting go astray."),
    remedy=_("Correct the language, or the title."),
)
_record(
    "catalog.script_missing",
    severity=Severity.NOTE,
    label=_("Title in romanization only"),
    why=_("Readers of the language search in its own script and do not find the record."),
    remedy=_("Add the title in the original script."),
)
_record(
    "catalog.romanised_missing",
    severity=Severity.NOTE,
    label=_("Title without romanization"),
    why=_("Readers who cannot type the script, and systems that know only Latin letters, cannot use the title."),
    remedy=_("Add a romanized form, where the library gives one."),
)
_record(
    "catalog.title_shouting",
    severity=Severity.NOTE,
    label=_("Title in capitals throughout"),
    why=_("It is hard to read, and citations copy it as it stands."),
    remedy=_("Write the title as the rules of its language do."),
)
_record(
    "catalog.title_markup",
    severity=Severity.NOTE,
    label=_("Markup in a title"),
    why=_("Tags and character names of a web page are shown to readers and copied into citations."),
    remedy=_("Write the characters themselves."),
)
_record(
    "catalog.kind_unknown",
    severity=Severity.NOTE,
    label=_("Kind of thing not known"),
    why=_("Readers who look for books or journals alone do not see the record."),
    remedy=_("Say what kind of thing it is."),
)
_record(
    "catalog.control_missing",
    severity=Severity.NOTE,
    label=_("Record without a number of its own"),
    why=_("A later version of the record cannot replace it, and will stand beside it."),
    remedy=_("Have the source export its record numbers."),
)
_record(
    "catalog.creator_missing",
    severity=Severity.NOTE,
    label=_("Nobody named who made it"),
    why=_("The record is not found by its author, and citations begin with the title."),
    remedy=_("Name the author, editor or body responsible."),
)
_record(
    "catalog.year_missing",
    severity=Severity.NOTE,
    label=_("No year"),
    why=_("The record is in no range of years and stands at the end of lists by date."),
    remedy=_("Give the year of publication, or an estimate in brackets."),
)
_record(
    "catalog.year_impossible",
    severity=Severity.SOON,
    label=_("Impossible year"),
    why=_("The date lies in the future, before anything was printed, or ends before it begins."),
    remedy=_("Correct the date."),
)
_record(
    "catalog.publisher_missing",
    severity=Severity.NOTE,
    label=_("Publisher not given"),
    why=_("Citations lack the publisher, and editions are told apart less surely."),
    remedy=_("Give the publisher from the piece."),
)
_record(
    "catalog.place_doubtful",
    severity=Severity.NOTE,
    label=_("Place of publication doubtful or unknown"),
    why=_("Lists by country leave the record out."),
    remedy=_("Look the publisher up, and give the place."),
)
_record(
    "catalog.subject_missing",
    severity=Severity.NOTE,
    label=_("Neither subject heading nor class"),
    why=_("The record is found by its words alone, never by what it is about."),
    remedy=_("Give a heading or a class number."),
)
_record(
    "catalog.isbn_wrong",
    severity=Severity.SOON,
    label=_("Wrong ISBN"),
    why=_("Its check digit or length is wrong: the record is not found by the number on the book, nor matched with others."),
    remedy=_("Copy the ISBN from the piece."),
)
_record(
    "catalog.issn_wrong",
    severity=Severity.SOON,
    label=_("Wrong ISSN"),
    why=_("Its check digit or length is wrong: link resolvers and other records cannot match it."),
    remedy=_("Look the ISSN up in the ISSN Portal or on the piece."),
)
_record(
    "catalog.isbn_issn_swapped",
    severity=Severity.SOON,
    label=_("ISSN given as ISBN, or ISBN as ISSN"),
    why=_("The number is not found where readers and link resolvers look for it."),
    remedy=_("Put the number in the field of its kind."),
)
_record(
    "catalog.issn_missing",
    severity=Severity.NOTE,
    label=_("Serial without ISSN"),
    why=_("Its articles cannot be led to it, and packages of journals cannot be compared with it."),
    remedy=_("Look the ISSN up and add it, where the serial has one."),
)
_record(
    "catalog.class_wrong",
    severity=Severity.SOON,
    label=_("Class number that is none of its scheme"),
    why=_("Browsing by class leaves the record out or shows it in the wrong place."),
    remedy=_("Correct the number, or the scheme that it is said to be of."),
)
_record(
    "catalog.address_wrong",
    severity=Severity.URGENT,
    label=_("Web address that cannot work"),
    why=_("Readers are offered a link that leads nowhere."),
    remedy=_("Correct the address."),
)
_record(
    "catalog.address_open",
    severity=Severity.NOTE,
    label=_("Web address without encryption"),
    why=_("Others on the way can read and change what readers fetch, and browsers warn of it."),
    remedy=_("Try the same address with https, and correct it where that works."),
)
