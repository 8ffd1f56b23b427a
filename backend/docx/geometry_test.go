package docx

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// These tests have LibreOffice lay the papers out and measure the pages. They run where it and poppler's tools are found;
// TAIZHANG_REQUIRE=soffice makes their absence a failure.
func tool(t *testing.T, name string) string {
	t.Helper()
	found, err := exec.LookPath(name)
	if err != nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
			t.Fatalf("%s is required and not here", name)
		}
		t.Skipf("%s is not on this machine", name)
	}
	return found
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(tool(t, name), args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
}

// printed is the folder in which the paper lies as paper.pdf, as LibreOffice prints it.
func printed(t *testing.T, p Paper) string {
	t.Helper()
	dir := t.TempDir()
	tool(t, "pdftotext")
	file := filepath.Join(dir, "paper.docx")
	if err := os.WriteFile(file, written(t, p), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	return dir
}

// word is a word on a page with its box, in points from the page's upper left corner.
type word struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

type page struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []word  `xml:"word"`
}

// pages are the words of a printed paper, page by page.
func pages(t *testing.T, dir string) []page {
	t.Helper()
	run(t, "pdftotext", "-bbox", filepath.Join(dir, "paper.pdf"), filepath.Join(dir, "paper.html"))
	data, err := os.ReadFile(filepath.Join(dir, "paper.html"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Pages []page `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all.Pages
}

func near(t *testing.T, what string, points, millimetres float64) {
	t.Helper()
	if got := points * 25.4 / 72; math.Abs(got-millimetres) > 0.5 {
		t.Errorf("%s: %.2f mm, want %.1f", what, got, millimetres)
	} else {
		t.Logf("%s: %.2f mm", what, got)
	}
}

// body are the words of a page that stand where its text does.
func (p page) body() (all []word) {
	for _, w := range p.Words {
		if w.YMin > top*72/25.4-2 && w.YMax < p.Height-bottom*72/25.4+4 {
			all = append(all, w)
		}
	}
	return all
}

func TestE2EThePageIsTheStandards(t *testing.T) {
	const line = "督查台账督查台账督查台账督查台账督查台账督查台账督查台账" // 28 characters
	var p Paper
	for range 50 {
		p.Body = append(p.Body, Text(Flush, line))
	}
	all := pages(t, printed(t, p))
	if len(all) != 3 {
		t.Fatalf("%d pages", len(all))
	}
	for i, pg := range all[:2] {
		near(t, "width", pg.Width, 210)
		near(t, "height", pg.Height, 297)
		b := pg.body()
		if len(b) != 22 {
			t.Fatalf("page %d has %d lines", i+1, len(b))
		}
		near(t, "left", b[0].XMin, 28)
		near(t, "right", pg.Width-b[0].XMax, 26)
		pitch := (b[21].YMin - b[0].YMin) / 21
		near(t, "22 lines", 22*pitch, 225)
		if first, last := b[0].YMin*25.4/72, b[21].YMax*25.4/72; first < 37 || last > 297-35 {
			t.Errorf("the words reach from %.1f to %.1f mm", first, last)
		}
	}
}

func TestE2EPageNumbersTakeTurns(t *testing.T) {
	p := Paper{Body: append(Lines(30), Text(Body, "完"))}
	all := pages(t, printed(t, p))
	if len(all) != 2 {
		t.Fatalf("%d pages", len(all))
	}
	for i, pg := range all {
		n := pg.Words[len(pg.Words)-3:]
		if said := n[0].Text + n[1].Text + n[2].Text; said != fmt.Sprintf("—%d—", i+1) {
			t.Fatalf("page %d says %q", i+1, said)
		}
		if i == 0 {
			near(t, "odd: room at the right", pg.Width-n[2].XMax, 26+4.94)
		} else {
			near(t, "even: room at the left", n[0].XMin, 28+4.94)
		}
		near(t, "number below the text", (n[0].YMin+n[0].YMax)/2-(297-35)*72/25.4, 7)
	}
}

// However a line comes out, no full stop at its end is lost.
func TestE2ENothingIsLost(t *testing.T) {
	var p Paper
	for n := range 40 {
		p.Body = append(p.Body, Para(Body, Plain("%s。", strings.Repeat("督", n+10)), Plain("（甲）"), Mark(1)))
	}
	stops := 0
	for _, pg := range pages(t, printed(t, p)) {
		for _, w := range pg.Words {
			stops += strings.Count(w.Text, "。")
		}
	}
	if stops != 40 {
		t.Errorf("of 40 full stops %d are printed", stops)
	}
}

// A table's lines show where the text's edges are.
func TestE2EMargins(t *testing.T) {
	for _, across := range []bool{false, true} {
		p := Paper{Across: across, Body: []Block{table(1), Para(Note)}}
		b := bands(t, p, dark)[1] // the first is 代拟稿 above
		want := [3]float64{37, 28, 156}
		if across {
			want = [3]float64{28, 35, 225}
		}
		near(t, "above the table", b.top, want[0])
		near(t, "left of it", b.left, want[1])
		near(t, "its width", b.width, want[2])
	}
}

// The red head of a notice and the double lines of a letter are measured on a picture of the page.
func TestE2ERedLines(t *testing.T) {
	notice := Paper{Body: []Block{Text(Sender, "某某文件"), Para(Flush), Para(Flush), Para(Ruled, Blank("发文字号")), Text(Body, "正文")}}
	seen := bands(t, notice, reddish)
	if len(seen) != 2 {
		t.Fatalf("the notice has %d red bands: %v", len(seen), seen)
	}
	near(t, "mark below the text's edge", seen[0].top, 37+35)
	near(t, "width of the rule", seen[1].width, 156)

	letter := Paper{Letter: []Run{Plain("某某")}, Body: []Block{Text(Body, "正文")}}
	seen = bands(t, letter, reddish)
	if len(seen) != 5 {
		t.Fatalf("the letter has %d red bands: %v", len(seen), seen)
	}
	near(t, "mark below the paper's edge", seen[0].top, 30)
	near(t, "lines below the mark", seen[1].top-seen[0].bottom, 4)
	near(t, "width of the line", seen[1].width, 170)
	near(t, "left of the line", seen[1].left, 20)
	near(t, "lower line above the paper's edge", 297*72/25.4-seen[4].bottom, 20)
	thick, thin := seen[1].bottom-seen[1].top, seen[2].bottom-seen[2].top
	if thick <= thin || seen[3].bottom-seen[3].top >= seen[4].bottom-seen[4].top {
		t.Errorf("the upper line is to be thick above thin, the lower thin above thick: %v", seen[1:])
	}
}

// band is a stretch of rows with dots of a colour in them, in points.
type band struct{ top, bottom, left, width float64 }

const dots = 288 // to the inch

// bands are those of the first page of a printed paper.
func bands(t *testing.T, p Paper, is func(color.Color) bool) (all []band) {
	t.Helper()
	dir := printed(t, p)
	run(t, "pdftoppm", "-png", "-singlefile", "-r", fmt.Sprint(dots), filepath.Join(dir, "paper.pdf"), filepath.Join(dir, "paper"))
	file, err := os.Open(filepath.Join(dir, "paper.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	const scale = 72.0 / dots
	within := false
	for y := range picture.Bounds().Dy() {
		first, last := -1, -1
		for x := range picture.Bounds().Dx() {
			if is(picture.At(x, y)) {
				if last = x; first < 0 {
					first = x
				}
			}
		}
		if first >= 0 && !within {
			all = append(all, band{top: float64(y) * scale, left: float64(first) * scale})
		}
		if within = first >= 0; within {
			b := &all[len(all)-1]
			b.bottom, b.left = float64(y+1)*scale, min(b.left, float64(first)*scale)
			b.width = max(b.width, float64(last+1)*scale-b.left)
		}
	}
	return all
}

func reddish(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r > 0xc000 && g < 0x8000 && b < 0x8000
}

func dark(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r+g+b < 0x18000
}

// A long table repeats its head on every page, in both directions of the paper.
func TestE2EATableRepeatsItsHead(t *testing.T) {
	for _, across := range []bool{false, true} {
		all := pages(t, printed(t, Paper{Across: across, Body: []Block{table(40), Para(Note)}}))
		if len(all) < 2 {
			t.Fatalf("%d pages", len(all))
		}
		for i, pg := range all {
			if (pg.Width > pg.Height) != across {
				t.Errorf("page %d is %.0f by %.0f", i+1, pg.Width, pg.Height)
			}
			heads, rows := 0, 0
			for _, w := range pg.Words {
				switch w.Text {
				case "事项":
					heads++
				case "2024-10-08":
					rows++
				}
			}
			if rows > 0 && heads != 1 {
				t.Errorf("page %d has %d heads", i+1, heads)
			}
		}
	}
}
