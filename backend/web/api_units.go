package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// apiSummary is a unit's record as programs read it: the page's, with every entry's light.
type apiSummary struct {
	Unit         ledger.Unit    `json:"unit"`
	Period       ledger.Period  `json:"period"`
	Progress     int            `json:"progress"`
	Shortcomings []apiEntry     `json:"shortcomings"`
	Open         int            `json:"open"`
	Shared       int            `json:"shared"`
	Green        int            `json:"green"`
	Blue         int            `json:"blue"`
	Yellow       int            `json:"yellow"`
	Red          int            `json:"red"`
	Grey         int            `json:"grey"`
	Resolved     int            `json:"resolved"`
	Months       []apiUnitMonth `json:"months"`
	OpenEntries  []apiEntry     `json:"open_entries"`
}

type apiUnitMonth struct {
	Period       ledger.Period `json:"period"`
	Progress     []apiEntry    `json:"progress"`
	Shortcomings []apiEntry    `json:"shortcomings"`
	Tasks        []apiEntry    `json:"tasks"`
}

// apiUnits lists the register, or of it a place with what is below it (under), or the units found by words of their names or by code (q).
func (s *Server) apiUnits(c *gin.Context) error {
	units, err := s.Store.Units(c.Request.Context())
	if err != nil {
		return err
	}
	if c.Query("under") != "" {
		u, err := s.placeAsked(c)
		if err != nil {
			return err
		}
		units = ledger.Register{Units: units}.Subtree(u.Code).Units
	}
	if q := strings.TrimSpace(c.Query("q")); q != "" {
		units = ledger.Sought(units, q, len(units))
	}
	return sendList(c, units, func(u ledger.Unit) string { return u.Code })
}

// placeAsked is the unit that the address names by under, its code, which the reader must see.
func (s *Server) placeAsked(c *gin.Context) (*ledger.Unit, error) {
	u, err := s.Store.Unit(c.Request.Context(), c.Query("under"))
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
		return nil, &ledger.Error{Code: ledger.BadRequest, Field: "under", Words: m.Words}
	}
	return u, err
}

func (s *Server) apiUnit(c *gin.Context) error {
	u, err := s.Store.Unit(c.Request.Context(), c.Param("code"))
	if err == nil {
		c.JSON(http.StatusOK, u)
	}
	return err
}

func (s *Server) apiThemes(c *gin.Context) error {
	themes, err := s.Store.Themes(c.Request.Context())
	if err != nil {
		return err
	}
	return sendList(c, themes, func(t ledger.Theme) string { return t.Name })
}

// apiAcknowledge acknowledges what a unit was sent: all that is named, or nothing.
func (s *Server) apiAcknowledge(c *gin.Context) error {
	var ask struct{ Entries []string }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	if err := s.acknowledge(c, ask.Entries); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) apiUnitSummary(c *gin.Context) error {
	month, err := s.month(c)
	if err != nil {
		return err
	}
	day := s.lamp(c)
	sum, err := s.Store.UnitSummary(c.Request.Context(), c.Param("code"), month, day.Day)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, summaryOf(sum, month, day))
	return nil
}

func summaryOf(sum *ledger.UnitSummary, month ledger.Period, day lamp) apiSummary {
	out := apiSummary{
		Unit: sum.Unit, Period: month, Progress: sum.Progress, Open: sum.Tally.Open, Shared: sum.Shared,
		Green: sum.Green, Blue: sum.Blue, Yellow: sum.Yellow, Red: sum.Red, Grey: sum.Grey, Resolved: sum.Resolved, Months: []apiUnitMonth{}, OpenEntries: withLights(sum.Open, day),
	}
	for _, m := range sum.Months {
		out.Months = append(out.Months, apiUnitMonth{m.Period, withLights(m.Progress, day), withLights(m.Shortcomings, day), withLights(m.Tasks, day)})
		if m.Period == out.Period {
			out.Shortcomings = withLights(m.Shortcomings, day)
		}
	}
	if out.Shortcomings == nil {
		out.Shortcomings = []apiEntry{}
	}
	return out
}
