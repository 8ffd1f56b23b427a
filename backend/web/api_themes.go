package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// apiMonthSaid is how often one month's reports praise, blame and ask.
type apiMonthSaid struct {
	Period       ledger.Period `json:"period"`
	Progress     int           `json:"progress"`
	Shortcomings int           `json:"shortcomings"`
	Tasks        int           `json:"tasks"`
}

// apiThemeTally is how a field of work stands: what the month says in it, and what is open in it now.
type apiThemeTally struct {
	Theme        string         `json:"theme"`
	Progress     int            `json:"progress"`
	Shortcomings int            `json:"shortcomings"`
	Tasks        int            `json:"tasks"`
	Open         int            `json:"open"`
	Red          int            `json:"red"`
	Yellow       int            `json:"yellow"`
	Blue         int            `json:"blue"`
	Grey         int            `json:"grey"`
	Months       []apiMonthSaid `json:"months"`
}

// apiThemeSummary is one field of work across the units.
type apiThemeSummary struct {
	apiThemeTally
	Period ledger.Period  `json:"period"`
	Units  []apiThemeUnit `json:"units"`
	Again  []apiRepeat    `json:"again"`
	Praise []apiEntry     `json:"praise"`
	Blame  []apiEntry     `json:"blame"`
	Todo   []apiEntry     `json:"todo"`
}

type apiThemeUnit struct {
	Unit   string         `json:"unit"`
	Name   string         `json:"name"`
	Months []apiMonthSaid `json:"months"`
}

func monthsSaid(of []ledger.MonthSaid) []apiMonthSaid {
	all := make([]apiMonthSaid, len(of))
	for i, m := range of {
		all[i] = apiMonthSaid(m)
	}
	return all
}

func themeTally(t ledger.ThemeTally) apiThemeTally {
	return apiThemeTally{t.Theme, t.Progress, t.Shortcomings, t.Tasks, t.Open, t.Red, t.Yellow, t.Blue, t.Grey, monthsSaid(t.Months)}
}

// apiThemeTallies lists how every field of work stands in a month.
func (s *Server) apiThemeTallies(c *gin.Context) error {
	month, err := s.month(c)
	if err != nil {
		return err
	}
	tallies, err := s.Store.ThemeTallies(c.Request.Context(), month, s.day())
	if err != nil {
		return err
	}
	all := make([]apiThemeTally, len(tallies))
	for i, t := range tallies {
		all[i] = themeTally(t)
	}
	return sendList(c, all, func(t apiThemeTally) string { return "theme " + t.Theme })
}

// apiTheme shows one field of work across the units.
func (s *Server) apiTheme(c *gin.Context) error {
	month, err := s.month(c)
	if err != nil {
		return err
	}
	l := s.lamp(c)
	sum, err := s.Store.ThemeSummary(c.Request.Context(), c.Param("name"), month, l.Day)
	if err != nil {
		return err
	}
	out := apiThemeSummary{
		apiThemeTally: themeTally(sum.ThemeTally), Period: sum.Period, Units: []apiThemeUnit{}, Again: []apiRepeat{},
		Praise: withLights(sum.Praise, l), Blame: withLights(sum.Blame, l), Todo: withLights(sum.Todo, l),
	}
	for _, u := range sum.Units {
		out.Units = append(out.Units, apiThemeUnit{u.Unit.Code, u.Unit.Name, monthsSaid(u.Months)})
	}
	for _, p := range sum.Persisting {
		out.Again = append(out.Again, apiRepeat{p.Unit.Code, p.Unit.Name, p.Theme, p.Periods, p.InARow()})
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// apiCompared is two units or two months side by side.
type apiCompared struct {
	Period ledger.Period         `json:"period"`
	Units  []apiUnitCompared     `json:"units"`
	Months []ledger.MonthFigures `json:"months"`
	Beside *apiBeside            `json:"beside,omitempty"`
}

type apiUnitCompared struct {
	Summary apiSummary      `json:"summary"`
	Load    apiLoad         `json:"load"`
	Before  apiLoad         `json:"load_before"`
	Twice   []apiAskedTwice `json:"asked_twice"`
	Scores  []apiScoreTrend `json:"scores"`
}

type apiLoad struct {
	Lead       int `json:"lead"`
	Support    int `json:"support"`
	Collective int `json:"collective"`
}

type apiAskedTwice struct {
	First string `json:"first"`
	Again string `json:"again"`
}

type apiScoreTrend struct {
	Indicator string          `json:"indicator"`
	Months    []ledger.Period `json:"months"`
	Values    []*float64      `json:"values"`
}

// apiBeside is one month's shortcomings beside another's.
type apiBeside struct {
	New   []apiRaised `json:"new"`
	Again []apiRaised `json:"again"`
	Gone  []apiRaised `json:"gone"`
}

type apiRaised struct {
	Unit   string `json:"unit"`
	Name   string `json:"name"`
	Theme  string `json:"theme"`
	Before int    `json:"before"`
	Now    int    `json:"now"`
}

// apiCompare sets two units (by code) or two months (2024-09) side by side.
func (s *Server) apiCompare(c *gin.Context) (err error) {
	page := pages.ComparePage{A: c.Query("a"), B: c.Query("b")}
	page.Day = s.day()
	if page.A == "" || page.B == "" {
		return ledger.Mistake(ledger.BadRequest, "a", "请用 a 和 b 给出两个单位代码或两个月份。", "Give two codes of units, or two months, as a and b.")
	}
	if page.Period, err = s.month(c); err != nil {
		return err
	}
	if err := s.compare(c.Request.Context(), &page); err != nil {
		return err
	}
	out := apiCompared{Period: page.Period, Units: []apiUnitCompared{}, Months: append([]ledger.MonthFigures{}, page.Months...)}
	for _, u := range page.Units {
		out.Units = append(out.Units, unitCompared(u, page.Period, s.lamp(c)))
	}
	if len(page.Months) > 0 {
		b := page.Beside
		out.Beside = &apiBeside{raised(b.New), raised(b.Again), raised(b.Gone)}
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func unitCompared(u pages.CompareUnit, month ledger.Period, l lamp) apiUnitCompared {
	out := apiUnitCompared{summaryOf(&u.Summary, month, l), apiLoad(u.Load.Now), apiLoad(u.Load.Before), []apiAskedTwice{}, []apiScoreTrend{}}
	for _, t := range u.Load.Twice {
		out.Twice = append(out.Twice, apiAskedTwice{t.First.Number, t.Again.Number})
	}
	for _, name := range u.Trend.Indicators {
		row := apiScoreTrend{name, u.Trend.Months, make([]*float64, len(u.Trend.Months))}
		for i, m := range u.Trend.Marks[name] {
			if m != nil {
				row.Values[i] = &m.Value
			}
		}
		out.Scores = append(out.Scores, row)
	}
	return out
}

func raised(of []ledger.Raised) []apiRaised {
	all := make([]apiRaised, len(of))
	for i, r := range of {
		all[i] = apiRaised{r.Unit.Code, r.Unit.Name, r.Theme, r.Before, r.Now}
	}
	return all
}
