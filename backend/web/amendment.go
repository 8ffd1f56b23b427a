package web

import (
	"io"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// Amendment is a change of the register that is not saved yet: the register as it would be, and the saving of it.
type Amendment struct {
	Would ledger.Register
	Holds int // how many units, themes or words it brings
	Save  func(*store.Writer) (added, changed int, err error)
}

// RegisterFile is a register as a file that offices keep, by its name in addresses and on the command line.
type RegisterFile struct {
	Name, File string
	Words      ledger.Words
	Done       ledger.Words // how many are added, changed (of words: taken out) and in the file
	Amend      func(io.Reader, ledger.Register) (Amendment, error)
	Write      func(io.Writer, ledger.Register, ledger.Lang) error
}

// RegisterFiles are the registers that can be loaded from a file and saved as one.
var RegisterFiles = []RegisterFile{
	{
		"units", "units.csv", ledger.Words{ZH: "单位", EN: "Units"},
		ledger.Words{ZH: "单位名录：新增 %d 个，更新 %d 个，共读取 %d 个。", EN: "Units: %d added, %d changed, %d read."}, amendUnits, func(w io.Writer, r ledger.Register, l ledger.Lang) error { return intake.WriteUnits(w, r.Units, l) },
	},
	{
		"themes", "themes.yaml", ledger.Words{ZH: "领域", EN: "Themes"},
		ledger.Words{ZH: "领域：新增 %d 个，更新 %d 个，共读取 %d 个。", EN: "Themes: %d added, %d changed, %d read."}, amendThemes, func(w io.Writer, r ledger.Register, _ ledger.Lang) error { return intake.WriteThemes(w, r.Themes) },
	},
	{
		"words", "words.txt", ledger.Words{ZH: "词库", EN: "Words"},
		ledger.Words{ZH: "词库：新增 %d 个词，删除 %d 个，共读取 %d 个。", EN: "Words: %d added, %d taken out, %d read."}, amendWords, func(w io.Writer, r ledger.Register, l ledger.Lang) error { return intake.WriteTerms(w, r.Terms, l) },
	},
}

// FindRegisterFile finds a register by its name.
func FindRegisterFile(name string) (RegisterFile, error) {
	for _, f := range RegisterFiles {
		if f.Name == name {
			return f, nil
		}
	}
	return RegisterFile{}, errNoPage
}

func amendUnits(r io.Reader, now ledger.Register) (Amendment, error) {
	units, err := intake.ReadUnits(r, now.Units...)
	if err != nil {
		return Amendment{}, err
	}
	units = now.PlaceUnits(units)
	would, wrong, err := now.TryUnits(units)
	if err != nil {
		return Amendment{}, within(err, "第 %d 个单位：", "Unit %d: ", wrong+1)
	}
	return Amendment{would, len(units), func(w *store.Writer) (int, int, error) { return w.SaveUnits(units) }}, nil
}

func amendThemes(r io.Reader, now ledger.Register) (Amendment, error) {
	themes, err := intake.ReadThemes(r)
	if err != nil {
		return Amendment{}, err
	}
	themes = now.PlaceThemes(themes)
	would, err := now.WithThemes(themes...)
	if err != nil {
		for i := range themes {
			if _, err := would.WithThemes(themes[i]); err != nil {
				return Amendment{}, within(err, "第 %d 个领域：", "Theme %d: ", i+1)
			}
		}
		return Amendment{}, err
	}
	return Amendment{would, len(themes), func(w *store.Writer) (int, int, error) { return w.SaveThemes(themes) }}, nil
}

// amendWords replaces the lists that a file names; the others stay.
func amendWords(r io.Reader, now ledger.Register) (Amendment, error) {
	terms, err := intake.ReadTerms(r)
	if err != nil {
		return Amendment{}, err
	}
	a := Amendment{Would: now}
	loaded := ledger.Register{Terms: terms}
	var lists []string
	for _, l := range intake.TermLists() {
		if loaded.Own(l.Name) == nil {
			continue
		}
		words := intake.NewWords(l.Name, loaded.Own(l.Name))
		if a.Would, err = a.Would.WithTerms(l.Name, words); err != nil {
			return Amendment{}, within(err, "词库 %s：", "List %s: ", l.Name)
		}
		lists, a.Holds = append(lists, l.Name), a.Holds+len(words)
	}
	a.Save = func(w *store.Writer) (added, removed int, err error) {
		for _, list := range lists {
			more, less, err := w.SaveTerms(list, a.Would.Own(list))
			if err != nil {
				return 0, 0, err
			}
			added, removed = added+more, removed+less
		}
		return added, removed, nil
	}
	return a, nil
}

// within says where in a file a mistake is.
func within(err error, zh, en string, args ...any) error {
	m := ledger.AsMistake(err)
	if m == nil {
		return err
	}
	at := ledger.Mistake(m.Code, m.Field, zh, en, args...)
	at.Words.ZH, at.Words.EN = at.Words.ZH+m.Words.ZH, at.Words.EN+m.Words.EN
	return at
}
