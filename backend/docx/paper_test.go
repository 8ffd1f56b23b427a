package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"
)

// every is a paper with one of everything, and with words that XML has to be kept from.
func every() Paper {
	p := Paper{Title: `<b> & "它"`, Made: "2024-09-20", Letter: []Run{Blank("发文机关"), Plain("文件")}}
	for _, l := range looks {
		p.Body = append(p.Body, Text(l.style, "%s", "一行<w:p>&amp;]]>\x01\n二行"))
	}
	p.Body = append(p.Body, Ends(Flush, Label("代拟稿"), Blank("发文字号")), Para(Body, Plain("出处"), Mark(12)))
	p.Body = append(p.Body, Lines(2)...)
	p.Body = append(p.Body, table(2), Noted(1, "某报"), Noted(2, "另一报"))
	return p
}

func table(rows int) Table {
	t := Table{Columns: []Column{{"序号", 1, true}, {"事项", 5, false}, {"时限", 2, true}}}
	for range rows {
		t.Rows = append(t.Rows, Cells("1", strings.Repeat("整改", 30), "2024-10-08"))
	}
	return t
}

func written(t *testing.T, p Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// contents are the parts of a written document by name.
func contents(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestEveryPartIsXMLAndNamed(t *testing.T) {
	for _, p := range []Paper{every(), {Across: true}, {}} {
		all := contents(t, written(t, p))
		for name, data := range all {
			d := xml.NewDecoder(bytes.NewReader(data))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			ruled := strings.Contains(string(all["[Content_Types].xml"]), `"/`+name+`"`)
			if !ruled && path.Ext(name) != ".rels" && name != "[Content_Types].xml" {
				t.Errorf("%s has no content type", name)
			}
		}
		for _, id := range append(attributes(t, all["word/document.xml"], "headerReference", "id"), attributes(t, all["word/document.xml"], "footerReference", "id")...) {
			target := ""
			for _, r := range relationships(t, all["word/_rels/document.xml.rels"]) {
				if r.ID == id {
					target = r.Target
				}
			}
			if all["word/"+target] == nil {
				t.Errorf("the page refers to %q, which is %q", id, target)
			}
		}
	}
}

type relationship struct {
	ID     string `xml:"Id,attr"`
	Target string `xml:",attr"`
}

func relationships(t *testing.T, data []byte) []relationship {
	t.Helper()
	var all struct{ Relationship []relationship }
	if err := xml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all.Relationship
}

// attributes lists the values of an attribute of all elements of a name.
func attributes(t *testing.T, data []byte, element, name string) (values []string) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return values
		} else if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == element {
			for _, a := range e.Attr {
				if a.Name.Local == name {
					values = append(values, a.Value)
				}
			}
		}
	}
}

func TestEveryStyleUsedIsThereWithItsFont(t *testing.T) {
	all := contents(t, written(t, every()))
	has, named := map[string]bool{}, map[string]bool{}
	for _, id := range attributes(t, all["word/styles.xml"], "style", "styleId") {
		has[id] = true
	}
	for _, f := range attributes(t, all["word/fontTable.xml"], "font", "name") {
		named[f] = true
	}
	for _, l := range looks {
		if !has[string(l.style)] || !named[l.font] {
			t.Errorf("style %s or its font %s is not told", l.style, l.font)
		}
	}
	for name, data := range all {
		for _, s := range attributes(t, data, "pStyle", "val") {
			if !has[s] {
				t.Errorf("%s: no style %s", name, s)
			}
		}
	}
}

func TestWordsComeThroughWhole(t *testing.T) {
	doc := string(contents(t, written(t, every()))["word/document.xml"])
	if !strings.Contains(doc, "一行&lt;w:p&gt;&amp;amp;]]&gt;\ufffd 二行") {
		t.Error("words are changed on the way")
	}
	for _, want := range []string{"【待填：发文字号】", "[12]", `w:vertAlign w:val="superscript"`, "<w:tblHeader/>"} {
		if !strings.Contains(doc, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
}

func TestTheSamePaperGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, every()), written(t, every())) {
		t.Error("two writings of one paper differ")
	}
}

func TestATableIsAsWideAsItsPage(t *testing.T) {
	for _, total := range []int{mm(wide), mm(high)} {
		sum := 0
		for _, w := range table(0).widths(total) {
			sum += w
		}
		if sum != total {
			t.Errorf("columns take %d of %d", sum, total)
		}
	}
}

func TestAFullDiskIsTold(t *testing.T) {
	for _, room := range []int{0, 40, 3000} {
		if err := Write(&full{room}, every()); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}
