package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// Template is a Word document of an office's own with named places in it, such as {{标题}}. It was looked through when it was opened:
// it has no macros, fetches nothing from elsewhere and unpacks to no flood.
type Template struct {
	parts  []file
	spots  []spot            // the paragraphs that hold places, part by part, in the order of the text
	styles map[string]string // the ids of its paragraph styles by their names, in lower case
	wide   int               // how wide its text is
	page   int               // and the page
}

// file is a part as it lies in the document.
type file struct {
	name string
	data []byte
}

// Bounds of a template: the file as it is, all of its parts unpacked, and how many these are.
const (
	MaxTemplate = 32 << 20
	maxUnpacked = 64 << 20
	maxParts    = 2000
)

const mainType = ooxml + "document.main+xml"

// OpenTemplate reads a template. A mistake says why a file cannot be one, and what to do.
func OpenTemplate(data []byte) (*Template, error) {
	t := &Template{styles: map[string]string{}, wide: mm(wide)}
	if err := t.unpack(data); err != nil {
		return nil, err
	}
	text, err := t.mainPart()
	if err != nil {
		return nil, err
	}
	for i := range t.parts {
		if err := t.read(i, text); err != nil {
			return nil, err
		}
	}
	t.forgetUnused()
	return t, nil
}

// forgetUnused leaves out the headings that a word processor puts into every document: those that no paragraph wears are its own and
// not the office's.
func (t *Template) forgetUnused() {
	for name, id := range t.styles {
		worn := func(f file) bool { return bytes.Contains(f.data, []byte(`<w:pStyle w:val="`+id+`"`)) }
		if strings.HasPrefix(name, "heading ") && !slices.ContainsFunc(t.parts, worn) {
			delete(t.styles, name)
		}
	}
}

var (
	errNoDocument = refuse("这不是 Word 文档（.docx），或文件已损坏。旧格式（.doc、.wps）请用 Word 或 WPS 另存为 .docx；有密码的请先取消密码。",
		"This is no Word document (.docx), or it is damaged. Save old formats (.doc, .wps) as .docx, and remove a password first.")
	errLarge  = refuse("模板太大：文件最大 32 MB，解开后最大 64 MB。请压缩或去掉图片。", "The template is too large: 32 MB at most, 64 MB unpacked. Make its pictures smaller.")
	errMacros = refuse("模板里有宏，不能使用。请另存为不带宏的 .docx。", "The template holds macros, which are not taken. Save it as .docx without them.")
	errKind   = refuse("请另存为普通的 Word 文档（.docx）：不要模板格式（.dotx），也不要“Strict Open XML”。", "Save it as an ordinary Word document (.docx): no .dotx, and not as Strict Open XML.")
	errObject = refuse("模板里有嵌入的对象或控件（%[1]s），不能使用。请去掉后再上传。", "The template holds an embedded object or control (%[1]s); take it out and upload it again.")
	errLink   = refuse("模板链接了外部内容（%[1]s），不能使用。请把图片等改为嵌入文档，去掉链接后再上传。", "The template links to something outside itself (%[1]s). Put pictures into the document, remove the link and upload it again.")
	errField  = refuse("模板里有会引入外部内容的域（%[1]s），不能使用。请去掉后再上传。", "The template has a field that takes in something from outside (%[1]s); take it out and upload it again.")
)

func refuse(zh, en string) func(...any) error {
	return func(args ...any) error { return ledger.Mistake(ledger.Unreadable, "file", zh, en, args...) }
}

func (t *Template) unpack(data []byte) error {
	if len(data) > MaxTemplate || bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return errLarge()
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errNoDocument()
	}
	left, seen := int64(maxUnpacked), map[string]bool{}
	for _, f := range z.File {
		name := f.Name
		if strings.HasSuffix(name, "/") {
			continue
		}
		if seen[strings.ToLower(name)] || strings.ContainsAny(name, "\\\x00") || path.Clean("/"+name) != "/"+name {
			return errNoDocument()
		}
		seen[strings.ToLower(name)] = true
		if err := allowed(name); err != nil {
			return err
		}
		r, err := f.Open()
		if err != nil {
			return errNoDocument()
		}
		part, err := io.ReadAll(io.LimitReader(r, left+1))
		r.Close()
		if left -= int64(len(part)); left < 0 {
			return errLarge()
		}
		if err != nil {
			return errNoDocument()
		}
		t.parts = append(t.parts, file{name, part})
	}
	return nil
}

// allowed refuses the parts that are programs, or hold what other programs would open.
func allowed(name string) error {
	name = strings.ToLower(name)
	switch base := path.Base(name); {
	case strings.HasPrefix(base, "vba"):
		return errMacros()
	case strings.Contains(name, "/embeddings/"), strings.Contains(name, "/activex/"), strings.HasSuffix(name, ".bin") && !strings.Contains(name, "printersettings"):
		return errObject(base)
	}
	return nil
}

func (t *Template) part(name string) []byte {
	i := slices.IndexFunc(t.parts, func(f file) bool { return f.name == name })
	if i < 0 {
		return nil
	}
	return t.parts[i].data
}

// mainPart names the part with the text: the one that the document's list of types calls so.
func (t *Template) mainPart() (string, error) {
	found := ""
	err := elements(t.part("[Content_Types].xml"), func(e xml.StartElement) error {
		kind, name := attribute(e, "ContentType"), strings.TrimPrefix(attribute(e, "PartName"), "/")
		switch {
		case strings.Contains(kind, "macroEnabled"):
			return errMacros()
		case kind == ooxml+"template.main+xml":
			return errKind()
		case kind == mainType:
			found = name
		}
		return nil
	})
	if err == nil && t.part(found) == nil {
		err = errNoDocument()
	}
	return found, err
}

// read looks through a part, and finds the places where it is one of those that show.
func (t *Template) read(i int, text string) error {
	f := &t.parts[i]
	base := path.Base(f.name)
	switch {
	case strings.HasSuffix(f.name, ".rels"):
		return t.links(f)
	case path.Ext(f.name) != ".xml":
		return nil
	case f.name == text, strings.HasPrefix(base, "header"), strings.HasPrefix(base, "footer"):
		return t.scan(i, f.name == text)
	case base == "styles.xml":
		return t.readStyles(f.data)
	}
	return elements(f.data, func(xml.StartElement) error { return nil })
}

// links refuses what a part takes in from outside the document. Links that a reader follows are none of that; the template that the
// document was once made of is not needed any more, and is forgotten.
func (t *Template) links(f *file) error {
	err := elements(f.data, func(e xml.StartElement) error {
		kind := path.Base(attribute(e, "Type"))
		outside := strings.EqualFold(attribute(e, "TargetMode"), "External") && kind != "hyperlink" && kind != attachedTemplate
		if outside || slices.Contains([]string{"aFChunk", "subDocument", "oleObject", "control", "package"}, kind) {
			return errLink(ledger.Shorten(kind+" "+attribute(e, "Target"), 80))
		}
		return nil
	})
	if err == nil && bytes.Contains(f.data, []byte(attachedTemplate)) {
		f.data = without(f.data, func(e xml.StartElement) bool { return path.Base(attribute(e, "Type")) == attachedTemplate })
		for i := range t.parts {
			if strings.HasSuffix(t.parts[i].name, "/settings.xml") {
				t.parts[i].data = without(t.parts[i].data, func(e xml.StartElement) bool { return e.Name.Local == attachedTemplate })
			}
		}
	}
	return err
}

const attachedTemplate = "attachedTemplate"
