"""One file that is both an archive file (PDF/A-3a) and an accessible one (PDF/UA-1).

The engine makes one or the other. This asks it for the archive file, adds the accessible file's
mark to the metadata, with the description of that mark which an archive file demands, and gives
the pages their labels.
"""

from types import MethodType
from typing import Any
from xml.etree import ElementTree as ET

import pydyf

ENGINE_VARIANT = "pdf/a-3a"

# ISO 19005-3 wants exactly these prefixes for the description of an added schema.
for _prefix, _space in (
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
):
    ET.register_namespace(_prefix, _space)

_ACCESSIBLE_MARK = """
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfuaid:part>1</pdfuaid:part>
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def mark_as_accessible(metadata: Any) -> None:
    """Make the engine write the accessible file's mark beside the archive file's."""
    describe = metadata.generate_rdf_metadata

    def describe_both(_self: Any, variant: str, version: int, conformance: str) -> bytes:
        root = ET.fromstring(describe(variant, version, conformance))  # noqa: S314 -- ours
        root.append(ET.fromstring(_ACCESSIBLE_MARK))  # noqa: S314 -- ours
        both: bytes = ET.tostring(root, encoding="utf-8")
        return both

    metadata.generate_rdf_metadata = MethodType(describe_both, metadata)


def finish(_document: Any, pdf: Any) -> None:
    """Label the pages with the numbers that are printed on them."""
    numbering = pydyf.Dictionary({"S": "/D", "St": 1})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, numbering])})
