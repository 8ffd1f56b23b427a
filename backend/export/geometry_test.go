package export

import (
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// bbox is a word on a printed page with its box, in points from the page's upper left corner.
type bbox struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

type sheetOfPaper struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []bbox  `xml:"word"`
}

const mm = 72 / 25.4

func sheetsOf(t *testing.T, pdf string) []sheetOfPaper {
	t.Helper()
	if out, err := exec.Command("pdftotext", "-bbox", pdf, pdf+".html").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(pdf + ".html")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Pages []sheetOfPaper `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all.Pages
}

// lines are the heights at which words in the body's size stand on a page, between the text's edges.
func (p sheetOfPaper) lines() (at []float64) {
	for _, w := range p.Words {
		y := (w.YMin + w.YMax) / 2
		if w.YMax-w.YMin < 14 || y < 37*mm || y > (297-35)*mm { // marks are smaller, page numbers stand below
			continue
		}
		if !slices.ContainsFunc(at, func(x float64) bool { return math.Abs(x-y) < 5 }) {
			at = append(at, y)
		}
	}
	slices.Sort(at)
	return at
}

func measured(t *testing.T, what string, points, millimetres float64) {
	t.Helper()
	if got := points / mm; math.Abs(got-millimetres) > 0.7 {
		t.Errorf("%s: %.2f mm, want %.1f", what, got, millimetres)
	} else {
		t.Logf("%s: %.2f mm", what, got)
	}
}

// Every paper, full to the brim, is turned into pages by LibreOffice and measured: paper, margins, lines to the page, page numbers.
func TestE2EGeometryOfEveryPaper(t *testing.T) {
	files := map[string][]byte{}
	for i := range Papers {
		f := facts()
		f.Entries = slices.Concat(crowd(ledger.Progress, 40), crowd(ledger.Shortcoming, 30), crowd(ledger.Task, 60))
		f.Office = ledger.Letterhead{Sender: "北山区人民政府督查室", Copies: "区委各部门，区人大常委会办公室", Issuer: "区政府办公室"}
		files[Papers[i].Name] = written(t, &Papers[i], f)
	}
	dir := printed(t, files)
	for name := range files {
		t.Run(name, func(t *testing.T) {
			all := sheetsOf(t, filepath.Join(dir, name+".pdf"))
			across := name == "tasks" || name == "entries"
			if len(all) < 3 && name != "brief" || len(all) != 1 && name == "brief" {
				t.Fatalf("%d pages", len(all))
			}
			for i, p := range all {
				wantPage(t, p, i+1, across, name == "notice" && i == 0)
			}
			if name == "bulletin" || name == "notice" {
				wantFullPage(t, all[1])
			}
			if name == "bulletin" {
				wantImprint(t, all)
			}
		})
	}
}

// wantPage measures a page's size, its edges and the place of its number.
func wantPage(t *testing.T, p sheetOfPaper, n int, across, unnumbered bool) {
	t.Helper()
	wide, high, left, right := 210.0, 297.0, 28.0, 26.0
	if across {
		wide, high, left, right = 297, 210, 35, 37
	}
	measured(t, "width", p.Width, wide)
	measured(t, "height", p.Height, high)
	said := ""
	for i, w := range p.Words {
		if w.Text == "—" && i+2 < len(p.Words) && p.Words[i+1].Text == fmt.Sprint(n) {
			said = fmt.Sprint(n)
			if n%2 == 1 {
				measured(t, "odd: number from the right", p.Width-p.Words[i+2].XMax, right+4.94)
			} else {
				measured(t, "even: number from the left", w.XMin, left+4.94)
			}
		}
		if !unnumbered && w.XMin < left*mm-1 || !unnumbered && w.XMax > p.Width-right*mm+6 { // the lines of a letter's first page are wider
			t.Errorf("page %d: %q stands in the margin: %.1f to %.1f mm", n, w.Text, w.XMin/mm, w.XMax/mm)
		}
	}
	if (said == "") != unnumbered {
		t.Errorf("page %d says %q", n, said)
	}
	if !strings.Contains(p.said(), "代拟稿") {
		t.Errorf("page %d is not marked as a draft", n)
	}
}

func (p sheetOfPaper) said() (all string) {
	for _, w := range p.Words {
		all += w.Text
	}
	return all
}

// wantFullPage wants 22 lines in the grid of the standard.
func wantFullPage(t *testing.T, p sheetOfPaper) {
	t.Helper()
	at := p.lines()
	if len(at) != 22 {
		t.Fatalf("%d lines", len(at))
	}
	measured(t, "22 lines", (at[21]-at[0])/21*22, 225)
	if pitch := 225 * mm / 22; at[0] < 37*mm || at[0] > 37*mm+pitch || at[21] > 262*mm || at[21] < 262*mm-pitch {
		t.Errorf("the lines reach from %.1f to %.1f mm", at[0]/mm, at[21]/mm)
	}
}

// wantImprint wants the imprint at the foot of the text, on the last page before the sources.
func wantImprint(t *testing.T, all []sheetOfPaper) {
	t.Helper()
	for i, p := range all {
		if !strings.Contains(p.said(), "抄送：区委各部门") {
			continue
		}
		if !strings.Contains(all[i+1].said(), "资料来源") {
			t.Error("the sources do not follow the imprint")
		}
		for _, w := range p.Words {
			if strings.Contains(w.Text, "区政府办公室") {
				measured(t, "foot of the imprint", w.YMax, 297-35-1)
			}
		}
		return
	}
	t.Error("no imprint")
}
