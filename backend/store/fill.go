package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// Fill adds n made-up entries of the last 24 months, registered and in part resolved, for tests and measurements only:
// the same n, register and month always make the same entries. They belong to the units and themes that are there, and
// to made-up ones where there are none. Its reports are new ones each, so a ledger can be filled once.
func Fill(ctx context.Context, s *Store, n int) error {
	f, err := newFiller(ctx, s)
	if err != nil {
		return err
	}
	newest := ledger.DateOf(s.now()).Period()
	if seats := f.seats(); len(seats) > 1 {
		return f.places(ctx, s, seats, newest, n)
	}
	for m := range fillMonths {
		count := n*(m+1)/fillMonths - n*m/fillMonths
		p := newest.Add(m - fillMonths + 1)
		if err := s.Write(ctx, ledger.System, func(w *Writer) error { return f.month(w, p, ledger.Unit{}, count) }); err != nil {
			return err
		}
	}
	return settled(ctx, s)
}

// settled puts the ledger in order once all is added.
func settled(ctx context.Context, s *Store) error {
	return s.Write(ctx, ledger.System, func(w *Writer) error { return errors.Join(w.arrange(), settle(w.tx)) })
}

const fillMonths = 24

// filling stands before what tells the reports of Fill from those that were read.
const filling = "fill "

// Filling tells whether a report is one that Fill made.
func Filling(r ledger.Report) bool { return strings.HasPrefix(r.Fingerprint, filling) }

// Words that made-up entries are put together from.
var (
	fillAreas  = []string{"老旧小区改造", "背街小巷整治", "垃圾分类投放", "群众来电办理", "企业走访服务", "消防隐患排查", "河道水质巡查", "养老驿站运营", "物业服务评价", "施工工地扬尘管控", "便民网点布局", "非机动车停放", "基层减负", "青年人才引进", "灾害风险普查"}
	fillPraise = []string{"推进有力，排名靠前", "成效明显，居民反映良好", "提前完成年度目标", "形成了可推广的做法"}
	fillBlame  = []string{"进度滞后，仍有欠账", "响应率和解决率偏低", "同类问题反复出现", "主体责任压得不实"}
	fillTasks  = []string{"要倒排工期，按月报送进展", "要逐项建账，限期销号", "要会同有关单位拿出整改方案", "要举一反三，开展一次全面自查"}
	fillThemes = []string{"接诉即办", "城市环境", "安全生产", "民生保障", "经济发展", "营商环境", "党建引领", "乡村振兴", "平安建设", "应急管理", "物业管理", "垃圾分类"}
	fillShared = []ledger.Party{
		{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal},
		{Name: "各部门", Role: ledger.Lead, Scope: ledger.AllDepartments},
		{Name: "各部门各单位", Role: ledger.Lead, Scope: ledger.Everyone},
		{Name: "相关街道", Role: ledger.Lead},
	}
)

type filler struct {
	rand   *rand.Rand
	today  ledger.Date
	units  []ledger.Unit
	themes []ledger.Theme
}

func newFiller(ctx context.Context, s *Store) (*filler, error) {
	f := &filler{rand: rand.New(rand.NewPCG(2024, 9)), today: ledger.DateOf(s.now())}
	err := s.Write(ctx, ledger.System, func(w *Writer) (err error) {
		if f.units, err = w.read.Units(ctx); err != nil {
			return err
		}
		if f.themes, err = w.read.Themes(ctx); err != nil {
			return err
		}
		if len(f.units) == 0 {
			f.units = madeUpUnits()
			if _, _, err = w.SaveUnits(f.units); err != nil {
				return err
			}
		}
		if len(f.themes) == 0 {
			for i, name := range fillThemes {
				f.themes = append(f.themes, ledger.Theme{Name: name, Position: i})
			}
			_, _, err = w.SaveThemes(f.themes)
		}
		return err
	})
	return f, err
}

func madeUpUnits() (all []ledger.Unit) {
	for i := range 40 {
		u := ledger.Unit{Code: fmt.Sprintf("990000%03d", i+1), Short: fmt.Sprintf("样例%d", i+1), Kind: ledger.Subdistrict, District: "990000", Position: i + 1}
		suffix := "街道"
		switch {
		case i >= 26:
			u.Kind, suffix = ledger.Department, "局"
		case i >= 23:
			u.Kind, suffix = ledger.Town, "镇"
		}
		u.Name = u.Short + suffix
		u.Official = u.Name
		all = append(all, u)
	}
	return all
}

// month adds one report of a unit's with its entries, registered already.
func (f *filler) month(w *Writer, p ledger.Period, of ledger.Unit, count int) error {
	r := &ledger.Report{
		Name: string(p) + ".txt", Title: string(p) + " 样例报告", SHA256: filling + string(p) + of.Code, Fingerprint: filling + string(p) + of.Code,
		Published: ledger.Date(p + "-06"), Period: p, Text: "样例", UnitCode: of.Code,
	}
	if err := w.AddReport(r, []byte(r.Text), nil); err != nil {
		return err
	}
	entries, numbers := make([]ledger.Entry, count), map[ledger.Kind]int{}
	for i := range entries {
		e := f.entry(r, i)
		numbers[e.Kind]++
		entries[i] = e
	}
	for _, k := range ledger.Kinds { // in the same order each time
		if numbers[k] == 0 {
			continue
		}
		if err := w.reserve(series{p, k}, numbers[k]); err != nil {
			return err
		}
	}
	for i := range entries {
		if err := w.number(&entries[i]); err != nil {
			return err
		}
	}
	if err := w.createEntries(entries); err != nil {
		return err
	}
	for i := range entries {
		if err := putSearch(w.tx, entries[i].ID, words(&entries[i])); err != nil {
			return failed("index entry", err)
		}
	}
	return nil
}

func (f *filler) entry(r *ledger.Report, i int) ledger.Entry {
	at := r.Published.Time().Add(time.Duration(9+i%8)*time.Hour + time.Duration(i)*time.Millisecond)
	e := ledger.Entry{
		Kind: f.kind(), ReportID: r.ID, Article: 1, Period: r.Period, Start: i, End: i + 1, Rule: "fill",
		Theme: pick(f.rand, f.themes).Name, Status: ledger.Registered, Version: 2, CreatedAt: at, UpdatedAt: at,
	}
	e.Units = f.parties(e.Kind)
	switch e.Kind {
	case ledger.Progress:
		e.Quote, e.Status = pick(f.rand, fillAreas)+pick(f.rand, fillPraise), ledger.Recorded
	case ledger.Shortcoming:
		e.Quote = pick(f.rand, fillAreas) + pick(f.rand, fillBlame)
	case ledger.Task:
		e.Quote = e.Units[0].Name + "在" + pick(f.rand, fillAreas) + "上" + pick(f.rand, fillTasks)
		if f.rand.IntN(10) < 8 {
			e.Due, e.DueBasis = r.Published.AddDays(10+f.rand.IntN(80)), ledger.DueFromText
		}
	}
	e.Quote += fmt.Sprintf("（第%d件）", f.rand.IntN(10_000))
	e.Text = e.Quote
	f.resolve(&e)
	return e
}

// resolve strikes off what is long past, and some of what is not.
func (f *filler) resolve(e *ledger.Entry) {
	chance := 40
	if e.CreatedAt.Before(f.today.AddDays(-180).Time()) {
		chance = 95
	}
	if e.Status != ledger.Registered || f.rand.IntN(100) >= chance {
		return
	}
	at := e.CreatedAt.AddDate(0, 0, 1+f.rand.IntN(20))
	if at.After(f.today.Time()) {
		at = e.CreatedAt
	}
	e.Status, e.Back, e.Outcome, e.ResolvedAt, e.ResolvedBy, e.Version, e.UpdatedAt = ledger.Resolved, ledger.Registered, "已整改到位，现场核查通过。", &at, ledger.System.Name, 3, at
	e.VerifiedAt, e.VerifiedBy = e.ResolvedAt, e.ResolvedBy
}

func (f *filler) kind() ledger.Kind {
	switch n := f.rand.IntN(10); {
	case n < 3:
		return ledger.Progress
	case n < 5:
		return ledger.Shortcoming
	}
	return ledger.Task
}

func (f *filler) parties(k ledger.Kind) []ledger.Party {
	role := ledger.Subject
	if k == ledger.Task {
		if role = ledger.Lead; f.rand.IntN(100) < 8 {
			return []ledger.Party{pick(f.rand, fillShared)}
		}
	}
	u := pick(f.rand, f.units)
	parties := []ledger.Party{{UnitCode: &u.Code, Name: u.Name, Role: role}}
	if other := pick(f.rand, f.units); k == ledger.Task && other.Code != u.Code && f.rand.IntN(4) == 0 {
		parties = append(parties, ledger.Party{UnitCode: &other.Code, Name: other.Name, Role: ledger.Support})
	}
	return parties
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
