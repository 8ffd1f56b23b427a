package docx

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// packed is a document of parts; what it lacks of a template's usual ones is added.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	whole := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="` + mainType + `"/></Types>`,
		"word/document.xml":   body(`<w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p>`),
	}
	for name, data := range parts {
		whole[name] = data
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range whole {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func body(words string) string {
	return head + `<w:document ` + spaces + `><w:body>` + words + `</w:body></w:document>`
}

// filled is the main part of a template with its places filled: words by their name, 正文 by blocks.
func filled(t testing.TB, data []byte, blocks ...Block) string {
	t.Helper()
	tpl, err := OpenTemplate(data)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = tpl.Write(&b, func(name string) (Filling, bool) {
		switch name {
		case "正文":
			return Filling{Words: Plain("一段"), Blocks: blocks, Whole: true}, true
		case "标题", "署名":
			return Filling{Words: Plain("<%s>", name)}, true
		}
		return Filling{}, false
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenTemplate(b.Bytes()); err != nil {
		t.Fatalf("what was written cannot be opened: %v", err)
	}
	return string(contents(t, b.Bytes())["word/document.xml"])
}

func TestPlacesAreFoundHoweverWordTearsThem(t *testing.T) {
	r := func(words string) string { return `<w:r><w:rPr><w:b/></w:rPr><w:t>` + words + `</w:t></w:r>` }
	for _, x := range []struct{ name, in, want string }{
		{"whole", r("甲{{标题}}乙"), "甲&lt;标题&gt;乙"},
		{"in two", r("甲{{标") + r("题}}乙"), "甲&lt;标题&gt;</w:t>"},
		{"letter by letter", r("{") + r("{") + `<w:proofErr w:type="spellStart"/>` + r("标") + r("题") + r("}") + r("}丙"), ">&lt;标题&gt;<"},
		{"wide brackets and blanks", r("｛｛　标题 ｝｝"), ">&lt;标题&gt;<"},
		{"two in one", r("{{标题}}、{{署名}}"), "&lt;标题&gt;、&lt;署名&gt;"},
		{"one ends where another begins", r("{{标题") + r("}}{{署") + r("名}}"), "&lt;标题&gt;</w:t>"},
		{"unknown", r("{{别的}}"), "{{别的}}"},
		{"in a text box", `<w:r><w:pict><w:txbxContent><w:p>` + r("{{署名}}") + `</w:p></w:txbxContent></w:pict></w:r>` + r("{{标题}}"), "&lt;署名&gt;"},
	} {
		got := filled(t, packed(t, map[string]string{"word/document.xml": body(`<w:p>` + x.in + `</w:p>`)}))
		if !strings.Contains(got, x.want) || strings.Contains(got, "{{标") || strings.Contains(got, "{{署") {
			t.Errorf("%s: %s", x.name, got)
		}
		if x.name == "in two" && !strings.Contains(got, `<w:t xml:space="preserve">乙</w:t>`) {
			t.Errorf("what stands behind is lost: %s", got)
		}
	}
}

func TestBlocksTakeTheLookOfTheirPlace(t *testing.T) {
	place := `<w:p><w:pPr><w:pStyle w:val="Mine"/><w:jc w:val="both"/><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="隶书"/><w:sz w:val="30"/></w:rPr><w:t>{{正文}}</w:t></w:r></w:p>`
	data := packed(t, map[string]string{
		"word/document.xml": body(`<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr></w:p>` + place + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1000" w:right="906"/></w:sectPr>`),
		"word/styles.xml":   `<w:styles xmlns:w="` + transitional + `"><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 2"/></w:style></w:styles>`,
	})
	got := filled(t, data, Text(Head1, "一级"), Text(Head2, "二级"), Para(Body, Plain("正文"), Mark(3)), Noted(3, "某报"), table(1))
	for _, want := range []string{
		`<w:pPr><w:pStyle w:val="2"/></w:pPr>`, // the document's own heading
		`<w:rFonts w:ascii="楷体_GB2312"`,        // where it wears none, the place's look in the heading's font
		`<w:pPr><w:pStyle w:val="Mine"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="隶书"/><w:sz w:val="30"/></w:rPr><w:t xml:space="preserve">正文</w:t>`,
		`<w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">[3]</w:t>`,
		`[3] </w:t>`, `<w:tblW w:w="10000"`, `</w:tbl><w:p/>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
	for _, not := range []string{"Body", "REF", "bookmark", "{{"} {
		if strings.Contains(got, not) {
			t.Errorf("has %s:\n%s", not, got)
		}
	}
}

// A paragraph that holds more than the place stays, with what it holds.
func TestWhatStandsBesideAPlaceStays(t *testing.T) {
	section := `<w:p><w:pPr><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr><w:r><w:t>{{正文}}</w:t></w:r></w:p>`
	if got := filled(t, packed(t, map[string]string{"word/document.xml": body(section)}), Text(Body, "一")); !strings.Contains(got, `<w:sectPr><w:pgSz w:w="1"/></w:sectPr>`) || strings.Index(got, "一") > strings.Index(got, "sectPr") {
		t.Errorf("the section's end is lost, or the text came behind it: %s", got)
	}
	cell := `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	if got := filled(t, packed(t, map[string]string{"word/document.xml": body(cell)})); !strings.Contains(got, "<w:tc><w:p>") || strings.Contains(got, "{{") {
		t.Errorf("a cell without a paragraph: %s", got)
	}
}

func TestWhatIsNoTemplateIsRefused(t *testing.T) {
	rels := func(of string) string {
		return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + of + `</Relationships>`
	}
	flood := strings.Repeat("<w:p/>", maxUnpacked/6+1)
	for name, x := range map[string]struct {
		data []byte
		says string
	}{
		"no zip":                 {[]byte("%PDF-1.7"), "damaged"},
		"old or locked":          {[]byte("\xd0\xcf\x11\xe0" + strings.Repeat("x", 600)), "password"},
		"empty":                  {packed(t, map[string]string{"[Content_Types].xml": "<Types/>"}), "damaged"},
		"macros":                 {packed(t, map[string]string{"word/vbaProject.bin": "x"}), "macros"},
		"docm":                   {packed(t, map[string]string{"[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`}), "macros"},
		"dotx":                   {packed(t, map[string]string{"[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="` + ooxml + `template.main+xml"/></Types>`}), "ordinary"},
		"strict":                 {packed(t, map[string]string{"word/document.xml": `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>`}), "ordinary"},
		"object":                 {packed(t, map[string]string{"word/embeddings/oleObject1.bin": "x"}), "embedded"},
		"entities":               {packed(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + body("&e;")}), "damaged"},
		"picture from elsewhere": {packed(t, map[string]string{"word/_rels/document.xml.rels": rels(`<Relationship Id="a" Type="` + office + `image" Target="http://10.0.0.1/x.png" TargetMode="External"/>`)}), "http://10.0.0.1"},
		"another document":       {packed(t, map[string]string{"word/_rels/document.xml.rels": rels(`<Relationship Id="a" Type="` + office + `aFChunk" Target="x.html"/>`)}), "aFChunk"},
		"field":                  {packed(t, map[string]string{"word/document.xml": body(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "/etc/passwd" </w:instrText></w:r></w:p>`)}), "INCLUDETEXT"},
		"simple field":           {packed(t, map[string]string{"word/footer1.xml": `<w:ftr ` + spaces + `><w:p><w:fldSimple w:instr=" ddeauto cmd"/></w:p></w:ftr>`}), "DDEAUTO"},
		"flood":                  {packed(t, map[string]string{"word/document.xml": body(flood)}), "64 MB"},
		"deep":                   {packed(t, map[string]string{"word/document.xml": body(strings.Repeat("<w:sdt>", 300) + strings.Repeat("</w:sdt>", 300))}), "damaged"},
		"out of its folder":      {packed(t, map[string]string{"../x.xml": "<x/>"}), "damaged"},
	} {
		_, err := OpenTemplate(x.data)
		m := ledger.AsMistake(err)
		if m == nil || !strings.Contains(m.Words.EN, x.says) || m.Words.ZH == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	linked := packed(t, map[string]string{
		"word/_rels/settings.xml.rels": rels(`<Relationship Id="r1" Type="` + office + `attachedTemplate" Target="file:///C:/Normal.dotm" TargetMode="External"/>`),
		"word/settings.xml":            `<w:settings ` + spaces + `><w:attachedTemplate r:id="r1"/><w:zoom/></w:settings>`,
		"word/_rels/document.xml.rels": rels(`<Relationship Id="a" Type="` + office + `hyperlink" Target="http://example.gov.cn" TargetMode="External"/>`),
	})
	tpl, err := OpenTemplate(linked)
	if err != nil || strings.Contains(string(tpl.part("word/settings.xml"))+string(tpl.part("word/_rels/settings.xml.rels")), "ttached") || !strings.Contains(string(tpl.part("word/settings.xml")), "zoom") {
		t.Errorf("a document made of a template: %v", err)
	}
}

// LibreOffice writes our own papers anew, with other names of styles and its own ways to tear words; the places are found, and
// what stands in them is printed.
func TestE2ETemplatesThatLibreOfficeWrote(t *testing.T) {
	p := Paper{Above: "{{署名}}", Letter: []Run{Plain("{{标题}}")}, Body: []Block{
		Para(Title, Plain("{{标"), Label("题}}")), Text(Body, "{{正文}}"), Imprint{Copies: Plain("{{署名}}"), Issuer: Plain("{{标题}}"), Day: Plain("某日")},
	}}
	dir := t.TempDir()
	file := filepath.Join(dir, "in.docx")
	if err := os.WriteFile(file, written(t, p), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "out"), file)
	data, err := os.ReadFile(filepath.Join(dir, "out", "in.docx"))
	if err != nil {
		t.Fatal(err)
	}
	got := filled(t, data, Text(Head1, "一、一级标题"), Para(Body, Plain("正文一段"), Mark(1)), table(2), Noted(1, "出处"))
	if strings.Contains(got, "{{") || strings.Count(got, "&lt;标题&gt;") < 2 {
		t.Errorf("places are left: %s", got)
	}
	tpl, err := OpenTemplate(data)
	if err != nil || tpl.styles["一级标题"] == "" || tpl.wide < mm(155) || tpl.wide > mm(157) {
		t.Errorf("styles %v, %d wide, %v", tpl.styles, tpl.wide, err)
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add(packed(f, nil))
	var b bytes.Buffer
	if err := Write(&b, every()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data) })
}

// FuzzTemplateText goes straight for the scanning of the main part.
func FuzzTemplateText(f *testing.F) {
	for _, s := range []string{"<w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p>", "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{{标</w:t></w:r><w:r><w:t>题}}</w:t></w:r><w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p></w:p>", "<w:t>{{正文}}</w:t>", "<w:p><w:p/></w:p>", "<w:p><w:r><w:t/></w:r></w:p>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		fuzzed(t, packed(t, map[string]string{"word/document.xml": body(words)}))
	})
}

// fuzzed holds whatever comes to this: it is refused with a mistake, or what is written of it can be opened again and holds no place
// that was filled.
func fuzzed(t *testing.T, data []byte) {
	tpl, err := OpenTemplate(data)
	if err != nil {
		if ledger.AsMistake(err) == nil {
			t.Fatalf("no mistake: %v", err)
		}
		return
	}
	var b bytes.Buffer
	if err := tpl.Write(&b, func(string) (Filling, bool) {
		return Filling{Words: Plain("甲"), Blocks: []Block{Text(Head1, "一"), Text(Body, "乙"), table(1)}, Whole: true}, true
	}); err != nil {
		t.Fatal(err)
	}
	if again, err := OpenTemplate(b.Bytes()); err != nil {
		t.Fatalf("what was written cannot be opened: %v", err)
	} else if left := len(again.Places()); left > 0 {
		t.Fatalf("%d places are left", left)
	}
}
