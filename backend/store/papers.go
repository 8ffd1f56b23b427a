package store

import (
	"context"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// Letterhead is what the office puts on its papers; empty where nobody said.
func (r *Reader) Letterhead(ctx context.Context) (l ledger.Letterhead, err error) {
	type row struct{ Name, Value string }
	rows, err := scan[row](ctx, r.db, "letterhead", "SELECT name, value FROM letterhead")
	for _, x := range rows {
		for _, f := range ledger.LetterheadFields {
			if f.Name == x.Name {
				*f.Of(&l) = x.Value
			}
		}
	}
	return l, err
}

// SaveLetterhead keeps what the office puts on its papers; a field that is too long is Invalid.
func (w *Writer) SaveLetterhead(l ledger.Letterhead) error {
	if err := l.Tidy(); err != nil {
		return err
	}
	before, err := w.read.Letterhead(w.ctx())
	if err != nil || before == l {
		return err
	}
	for _, f := range ledger.LetterheadFields {
		if err := w.tx.Exec("INSERT INTO letterhead (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", f.Name, *f.Of(&l)).Error; err != nil {
			return failed("save letterhead", err)
		}
	}
	return w.log("save", "letterhead", 0, "", before, l)
}

// PaperTemplates lists the templates there are, without their bytes.
func (r *Reader) PaperTemplates(ctx context.Context) ([]ledger.PaperTemplate, error) {
	return find[ledger.PaperTemplate](r.db.WithContext(ctx).Omit("data").Order("paper, state"), "templates of papers")
}

// PaperTemplate returns a paper's template in a state with its bytes; NotFound where there is none.
func (r *Reader) PaperTemplate(ctx context.Context, paper string, state ledger.TemplateState) (*ledger.PaperTemplate, error) {
	return first[ledger.PaperTemplate](r.db.WithContext(ctx).Where("paper = ? AND state = ?", paper, state), "template of paper", errNoTemplate)
}

var errNoTemplate = ledger.Mistake(ledger.NotFound, "paper", "没有这个模板，可能已被别人启用或撤掉。请刷新页面。", "There is no such template; somebody may have taken it into use or away. Reload the page.")

// TryTemplate keeps a file as a paper's template to be tried, in place of the one tried before. Nothing is laid out by it yet.
func (w *Writer) TryTemplate(paper, fileName string, data []byte) error {
	t := ledger.PaperTemplate{Paper: paper, State: ledger.TemplateTried, FileName: fileName, Sum: hashed(data), Size: len(data), UploadedAt: w.time(), UploadedBy: w.actor.Name, Data: data}
	if err := w.tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&t).Error; err != nil {
		return failed("keep template", err)
	}
	return w.log("upload", "paper-template", 0, paper, nil, t)
}

// UseTemplate lays a paper out by the template that is being tried, which must be the one of that sum: else it is a Conflict.
func (w *Writer) UseTemplate(paper, sum string) error {
	tried, err := w.read.PaperTemplate(w.ctx(), paper, ledger.TemplateTried)
	if err != nil {
		return err
	}
	if tried.Sum != sum {
		return ledger.Mistake(ledger.Conflict, "file", "试用的模板已被别人换成“%s”，请看过预览再启用。", "Somebody has put “%s” in its place meanwhile; look at it before it is used.", tried.FileName)
	}
	before, err := w.used(paper)
	if err != nil {
		return err
	}
	if err := w.tx.Where("paper = ? AND state = ?", paper, ledger.TemplateUsed).Delete(&ledger.PaperTemplate{}).Error; err != nil {
		return failed("put template aside", err)
	}
	if err := w.tx.Model(&ledger.PaperTemplate{}).Where("paper = ? AND state = ?", paper, ledger.TemplateTried).Update("state", ledger.TemplateUsed).Error; err != nil {
		return failed("use template", err)
	}
	return w.log("use", "paper-template", 0, paper, before, tried)
}

// used is the paper's template in force, nil where there is none.
func (w *Writer) used(paper string) (*ledger.PaperTemplate, error) {
	t, err := w.read.PaperTemplate(w.ctx(), paper, ledger.TemplateUsed)
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
		return nil, nil
	}
	return t, err
}

// DropTemplate takes a paper's template in a state away; NotFound where there is none.
func (w *Writer) DropTemplate(paper string, state ledger.TemplateState) error {
	before, err := w.read.PaperTemplate(w.ctx(), paper, state)
	if err != nil {
		return err
	}
	if err := w.tx.Where("paper = ? AND state = ?", paper, state).Delete(&ledger.PaperTemplate{}).Error; err != nil {
		return failed("take template away", err)
	}
	return w.log("drop", "paper-template", 0, paper, before, nil)
}
