"""The schemas of sitemaps, written from the public protocol (sitemaps.org) and from what search engines say of news."""

from functools import cache

import xmlschema

_TYPES = """
<xs:simpleType name="address"><xs:restriction base="xs:anyURI">
<xs:minLength value="12"/><xs:maxLength value="2047"/><xs:pattern value="https?://[^/\\s]+/\\S*"/>
</xs:restriction></xs:simpleType>
<xs:simpleType name="moment"><xs:union memberTypes="xs:date xs:dateTime xs:gYearMonth xs:gYear"/></xs:simpleType>
"""
_OPEN = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"""

PLACES = f"""{_OPEN}{_TYPES}
<xs:element name="urlset"><xs:complexType><xs:sequence>
<xs:element name="url" minOccurs="0" maxOccurs="50000"><xs:complexType><xs:sequence>
<xs:element name="loc" type="address"/>
<xs:element name="lastmod" type="moment" minOccurs="0"/>
<xs:element name="changefreq" type="xs:string" minOccurs="0"/>
<xs:element name="priority" type="xs:decimal" minOccurs="0"/>
<xs:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="strict"/>
</xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
</xs:schema>"""

INDEX = f"""{_OPEN}{_TYPES}
<xs:element name="sitemapindex"><xs:complexType><xs:sequence>
<xs:element name="sitemap" maxOccurs="50000"><xs:complexType><xs:sequence>
<xs:element name="loc" type="address"/>
<xs:element name="lastmod" type="moment" minOccurs="0"/>
</xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
</xs:schema>"""

NEWS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 targetNamespace="http://www.google.com/schemas/sitemap-news/0.9">
<xs:element name="news"><xs:complexType><xs:all>
<xs:element name="publication"><xs:complexType><xs:all>
<xs:element name="name"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction>
</xs:simpleType></xs:element>
<xs:element name="language"><xs:simpleType><xs:restriction base="xs:string">
<xs:pattern value="zh-cn|zh-tw|[a-z]{2,3}"/></xs:restriction></xs:simpleType></xs:element>
</xs:all></xs:complexType></xs:element>
<xs:element name="publication_date"><xs:simpleType><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
</xs:element>
<xs:element name="title"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction>
</xs:simpleType></xs:element>
</xs:all></xs:complexType></xs:element>
</xs:schema>"""


@cache
def _schema(root: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(INDEX if root == "index" else [PLACES, NEWS])


def require_index(text: str) -> None:
    """Raises unless the text is a sitemap index."""
    _schema("index").validate(text)


def require_places(text: str) -> None:
    """Raises unless the text is a sitemap, of news or of other pages, within the protocol's limits.

    Only one of news may be empty: there are days without.
    """
    assert len(text.encode()) <= 50 * 1024 * 1024
    assert "<url>" in text or "sitemap-news" in text
    _schema("places").validate(text)
