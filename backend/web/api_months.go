package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiMonthRow is a month in the list of months.
type apiMonthRow struct {
	Period       ledger.Period `json:"period"`
	Progress     int           `json:"progress"`
	Shortcomings int           `json:"shortcomings"`
	Tasks        int           `json:"tasks"`
	Open         int           `json:"open"`
	Closed       int           `json:"closed"`
	Seal         *ledger.Seal  `json:"seal,omitempty"`
}

func monthRow(m ledger.MonthCount) apiMonthRow {
	return apiMonthRow{Period: m.Period, Progress: m.Progress, Shortcomings: m.Shortcomings, Tasks: m.Tasks, Open: m.Open, Closed: m.Closed}
}

func (s *Server) apiMonths(c *gin.Context) error {
	months, err := s.Store.Months(c.Request.Context())
	if err != nil {
		return err
	}
	all := make([]apiMonthRow, len(months))
	for i, m := range months {
		all[i] = monthRow(m.MonthCount)
		all[i].Seal = m.Sealed
	}
	return sendList(c, all, func(m apiMonthRow) string { return string(m.Period) })
}

// apiMonth is a month's figures: as they stand, with the print that sealing them takes, or as they were sealed, with what has
// changed since.
type apiMonth struct {
	Figures     ledger.MonthFigures `json:"figures"`
	Drafts      int                 `json:"drafts"`
	Seen        string              `json:"seen"`
	Seal        *ledger.Seal        `json:"seal,omitempty"`
	Broken      bool                `json:"broken,omitempty"`
	Changes     []apiFigureChange   `json:"changes,omitempty"`
	Corrections []apiCorrection     `json:"corrections,omitempty"`
}

type apiFigureChange struct {
	Name   string  `json:"name"`
	Sealed float64 `json:"sealed"`
	Now    float64 `json:"now"`
}

type apiCorrection struct {
	apiEvent
	Entry string `json:"entry,omitempty"`
}

func (s *Server) apiMonth(c *gin.Context) error {
	ctx := c.Request.Context()
	month, err := ledger.ParsePeriod(c.Param("month"))
	if err != nil {
		return errNoPage
	}
	if c.Query("under") != "" {
		return s.apiMonthOfPlace(c, month)
	}
	var out apiMonth
	if out.Figures, err = s.Store.MonthFigures(ctx, month); err != nil {
		return err
	}
	if _, out.Seen, err = out.Figures.Print(); err != nil {
		return err
	}
	if out.Drafts, err = s.Store.MonthDrafts(ctx, month); err != nil {
		return err
	}
	seal, sealed, err := s.Store.Seal(ctx, month)
	if err == nil && sealed {
		err = s.asSealed(c, seal, &out)
	}
	if err == nil {
		c.JSON(http.StatusOK, out)
	}
	return err
}

// apiMonthOfPlace is a month of the meetings held in a place and below it, as the ledger stands: nothing of it is sealed by itself.
func (s *Server) apiMonthOfPlace(c *gin.Context, month ledger.Period) (err error) {
	u, err := s.placeAsked(c)
	if err != nil {
		return err
	}
	ctx, out := store.Within(c.Request.Context(), u.Code), apiMonth{}
	if out.Figures, err = s.Store.MonthFigures(ctx, month); err != nil {
		return err
	}
	if out.Drafts, err = s.Store.MonthDrafts(ctx, month); err == nil {
		c.JSON(http.StatusOK, out)
	}
	return err
}

// asSealed puts the figures that were sealed in the place of those of today, and says how these differ.
func (s *Server) asSealed(c *gin.Context, seal ledger.Seal, out *apiMonth) error {
	frozen, err := seal.Read()
	if err != nil {
		return err
	}
	l := readerLanguage(c)
	for _, f := range frozen.Since(out.Figures) {
		out.Changes = append(out.Changes, apiFigureChange{f.Name.In(l), f.Sealed, f.Now})
	}
	corrections, err := s.Store.Corrections(c.Request.Context(), seal)
	if err != nil {
		return err
	}
	for _, k := range corrections {
		is := apiCorrection{apiEvent: eventOf(k.Event, l)}
		if k.Entry != nil {
			is.Entry = k.Entry.Number
		}
		out.Corrections = append(out.Corrections, is)
	}
	out.Figures, out.Seal, out.Broken = frozen, &seal, !seal.Whole()
	return nil
}

// apiSeal freezes a month's figures, which cannot be undone: {"seen": "…"} is the print of the figures that were looked at.
func (s *Server) apiSeal(c *gin.Context) error {
	var ask struct{ Seen string }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	month, err := ledger.ParsePeriod(c.Param("month"))
	if err != nil {
		return errNoPage
	}
	if err := s.seal(c, month, ask.Seen); err != nil {
		return err
	}
	return s.apiMonth(c)
}

// apiOverview is the first page's figures.
type apiOverview struct {
	Period           ledger.Period   `json:"period"`
	Periods          []ledger.Period `json:"periods"`
	Open             int             `json:"open"`
	Red              int             `json:"red"`
	Yellow           int             `json:"yellow"`
	Blue             int             `json:"blue"`
	OpenShortcomings int             `json:"open_shortcomings"`
	Resolved         int             `json:"resolved"`
	Drafts           int             `json:"drafts"`
	Unassigned       int             `json:"unassigned"`
	Units            []apiTally      `json:"units"`
	Others           []apiTally      `json:"others"`
	Places           []apiPlace      `json:"places"`
	Themes           []apiThemeCount `json:"themes"`
	Trend            []apiMonthEnd   `json:"trend"`
	Repeats          []apiRepeat     `json:"repeats"`
	Overdue          []apiEntry      `json:"overdue"`
	Until            ledger.Date     `json:"until"`
	DueInWeek        int             `json:"due_in_week"`
	DueSoon          []apiEntry      `json:"due_soon"`
	Newest           []apiEntry      `json:"newest"`
}

// apiTally is how a unit stands.
type apiTally struct {
	Unit         string `json:"unit"`
	Name         string `json:"name"`
	Progress     int    `json:"progress"`
	Shortcomings int    `json:"shortcomings"`
	Open         int    `json:"open"`
	Shared       int    `json:"shared"`
	Green        int    `json:"green"`
	Blue         int    `json:"blue"`
	Yellow       int    `json:"yellow"`
	Red          int    `json:"red"`
	Grey         int    `json:"grey"`
	Resolved     int    `json:"resolved"`
}

// apiPlace is how a place stands with all below it.
type apiPlace struct {
	apiTally
	Below int `json:"below"`
}

// apiMonthEnd is how a month ended.
type apiMonthEnd struct {
	Period  ledger.Period `json:"period"`
	Open    int           `json:"open"`
	Overdue int           `json:"overdue"`
	Closed  int           `json:"closed"`
}

type apiThemeCount struct {
	Theme string         `json:"theme"`
	Total int            `json:"total"`
	Units map[string]int `json:"units"`
}

type apiRepeat struct {
	Unit   string          `json:"unit"`
	Name   string          `json:"name"`
	Theme  string          `json:"theme"`
	Months []ledger.Period `json:"months"`
	InARow int             `json:"in_a_row"`
}

func tallies(of []ledger.Tally) []apiTally {
	all := make([]apiTally, len(of))
	for i, t := range of {
		all[i] = apiTally{t.Unit.Code, t.Unit.Name, t.Progress, t.Blamed, t.Open, t.Shared, t.Green, t.Blue, t.Yellow, t.Red, t.Grey, t.Resolved}
	}
	return all
}

func places(of []ledger.PlaceTally) []apiPlace {
	all := make([]apiPlace, len(of))
	for i, p := range of {
		all[i] = apiPlace{tallies([]ledger.Tally{p.Tally})[0], p.Below}
	}
	return all
}

func (s *Server) apiOverview(c *gin.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	o, err := s.known.overview(c.Request.Context(), s.Store, month, s.day())
	if err != nil {
		return err
	}
	l := s.lamp(c)
	out := apiOverview{
		Period: o.Period, Periods: append([]ledger.Period{}, o.Periods...), Open: o.Open, Red: o.Red, Yellow: o.Yellow, Blue: o.Blue, OpenShortcomings: o.OpenShortcomings,
		Resolved: o.ResolvedInPeriod, Drafts: o.Drafts, Unassigned: o.Unassigned, Units: tallies(o.Units), Others: tallies(o.Others),
		Places: places(o.Places), Themes: []apiThemeCount{}, Trend: []apiMonthEnd{}, Repeats: []apiRepeat{}, Overdue: withLights(o.Overdue, l), Until: o.Until, DueInWeek: o.DueInWeek, DueSoon: withLights(o.DueSoon, l), Newest: withLights(o.Newest, l),
	}
	for _, t := range o.Themes {
		out.Themes = append(out.Themes, apiThemeCount{t.Theme, t.Total, t.Units})
	}
	for _, m := range o.Trend {
		out.Trend = append(out.Trend, apiMonthEnd(m))
	}
	for _, r := range o.Repeats {
		out.Repeats = append(out.Repeats, apiRepeat{r.Unit.Code, r.Unit.Name, r.Theme, r.Periods, r.InARow})
	}
	c.JSON(http.StatusOK, out)
	return nil
}
