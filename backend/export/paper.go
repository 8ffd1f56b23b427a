package export

import (
	"fmt"
	"io"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// Paper is a kind of official draft. Papers are written in Chinese, as the office hands them in; all that one says comes from
// the ledger, and what the ledger does not know is left blank to be filled in.
type Paper struct {
	Name    string // as in addresses and on the command line
	Words   ledger.Words
	OfUnit  bool // is about the filter's one unit
	OfMonth bool // is about the filter's month, of the whole district
	// Narrow makes a filter select the entries that the paper lists; nil for one that takes them from the unit's summary.
	Narrow func(ledger.Filter) ledger.Filter
	places []string // those that it fills
	title  func(*Facts) string
	fill   func(*Facts) draft
	lay    func(draft) docx.Paper
}

// Papers lists every paper there is.
var Papers = []Paper{brief, bulletin, notice, breakdown, entriesPaper}

// Facts is what a paper is made of.
type Facts struct {
	Table
	Filter  ledger.Filter
	Period  ledger.Period       // the month that figures are of
	Unit    *ledger.UnitSummary // where the filter names one
	Repeats []ledger.Repeat     // for papers of a month
	Entries []ledger.Entry      // for papers that list them
	Office  ledger.Letterhead
}

// PaperMIME is the type of a paper's file.
const PaperMIME = docx.MIME

// MaxListed is how many entries a document lists at most; beyond that a workbook serves better.
const MaxListed = 3000

// FindPaper looks a paper up by name; nil where there is none.
func FindPaper(name string) *Paper {
	for i := range Papers {
		if Papers[i].Name == name {
			return &Papers[i]
		}
	}
	return nil
}

// Check tells what the paper lacks to be made for f: the unit, or nothing.
func (p *Paper) Check(f ledger.Filter) error {
	if p.OfUnit && f.Unit == "" {
		return ledger.Mistake(ledger.BadRequest, "unit", "请指明单位：%s是写一个单位的。", "Give the unit: this paper (%s) is about one.", p.Words.ZH)
	}
	return nil
}

// Title is the paper's name as a file: 太平桥街道督查情况.
func (p *Paper) Title(f *Facts) string { return p.title(f) }

// Write writes the paper as a Word document in our own layout.
func (p *Paper) Write(w io.Writer, f *Facts) error {
	f.Lang = ledger.Chinese
	d := p.lay(p.fill(f))
	d.Title, d.Made = p.title(f), string(f.Day.Today)
	if err := docx.Write(w, d); err != nil {
		return fmt.Errorf("write %s: %w", p.Name, err)
	}
	return nil
}

// Collect takes all that each hands over for a document, or refuses where that is more than one lists.
func Collect(each Entries) (all []ledger.Entry, err error) {
	err = each(func(e *ledger.Entry) error {
		if len(all) == MaxListed {
			return ledger.Mistake(ledger.TooLarge, "format", "一份文稿最多列 %d 项；请缩小范围，或导出 Excel。",
				"A document lists %d entries at most; narrow the list or take Excel.", MaxListed)
		}
		all = append(all, *e)
		return nil
	})
	return all, err
}
