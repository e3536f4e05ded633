"""Speaker notes: a page per slide, with its picture above what is to be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeykit.formats.pptx.page import SPACES
from journeykit.formats.pptx.text import Run, Voice

__all__ = ["speak"]

_SIZE = 16


def speak(slide: Any, number: int, notes: Sequence[str], voice: Voice) -> None:
    """Write the speaker notes of a slide.

    The page is made here, not by python-pptx, which looks through the whole file for each one's name.
    """
    from pptx.opc.constants import CONTENT_TYPE as CT
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml
    from pptx.parts.slide import NotesSlidePart

    package = slide.part.package
    place = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
    told = "".join(voice.paragraph(Run(note, _SIZE), after=6) for note in notes or ("",))
    part: Any = NotesSlidePart(place, CT.PML_NOTES_SLIDE, package, parse_xml(_page(told)))
    part.relate_to(package.presentation_part.notes_master_part, RT.NOTES_MASTER)
    part.relate_to(slide.part, RT.SLIDE)
    slide.part.relate_to(part, RT.NOTES_SLIDE)


def _page(told: str) -> str:
    return (
        f'<p:notes {SPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        "</p:nvGrpSpPr><p:grpSpPr/>"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr><a:spLocks noGrp="1" '
        'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        "<p:spPr/></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{told}</p:txBody></p:sp>"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
