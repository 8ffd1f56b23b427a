package docx

import (
	"fmt"
	"strings"
)

const (
	head   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"`
	ooxml  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// MIME is the type of the files written here.
const MIME = ooxml + "document"

// part is a file within the document. Those with an id are named by the main part.
type part struct {
	name, kind, id string
	data           []byte
}

// parts lists every file of the document, what reads it first before the rest.
func (p Paper) parts() []part {
	all := []part{
		{"word/document.xml", "document.main", "", p.document()},
		{"word/styles.xml", "styles", "styles", styles()},
		{"word/numbering.xml", "numbering", "numbering", []byte(numbering)},
		{"word/fontTable.xml", "fontTable", "fontTable", fontTable()},
		{"word/settings.xml", "settings", "settings", []byte(settings)},
		{"word/header.xml", "header", "header", p.header()},
		{"word/footer.xml", "footer", "default", numbered(odd)},
		{"word/footer_even.xml", "footer", "even", numbered(even)},
	}
	if p.Letter != nil {
		all = append(all,
			part{"word/header_first.xml", "header", "mark", p.mark()},
			part{"word/footer_first.xml", "footer", "foot", around("ftr", Para(foot))})
	}
	properties := part{name: "docProps/core.xml", data: p.properties()}
	return append([]part{
		{name: "[Content_Types].xml", data: types(all)},
		{name: "_rels/.rels", data: []byte(roots)},
		{name: "word/_rels/document.xml.rels", data: relations(all)},
		properties,
	}, all...)
}

// settings tell odd pages from even ones and keep punctuation as wide as any character, as the grid wants.
const settings = head + `<w:settings ` + spaces + `><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" ` +
	`w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

const roots = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="main" Type="` + office + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

func types(all []part) []byte {
	var b strings.Builder
	b.WriteString(head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for _, x := range all {
		fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s%s+xml"/>`, x.name, ooxml, x.kind)
	}
	b.WriteString(`</Types>`)
	return []byte(b.String())
}

func relations(all []part) []byte {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, x := range all {
		if x.id != "" {
			fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, x.id, office, x.kind, strings.TrimPrefix(x.name, "word/"))
		}
	}
	b.WriteString(`</Relationships>`)
	return []byte(b.String())
}

func (p Paper) properties() []byte {
	made := ""
	if p.Made != "" {
		made = `<dcterms:created xsi:type="dcterms:W3CDTF">` + escape(p.Made) + `T00:00:00Z</dcterms:created>`
	}
	return []byte(head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(p.Title) + `</dc:title>` + made + `<cp:contentStatus>代拟稿</cp:contentStatus></cp:coreProperties>`)
}
