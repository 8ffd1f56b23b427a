package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// mostFound bounds the units that a search names.
const mostFound = 50

// sendUnitNames offers the units whose names have what is being typed in the field that ?of names.
func (s *Server) sendUnitNames(c *gin.Context) error {
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, parts.UnitNames(ledger.Sought(now.Units, c.Query(c.Query("of")), mostFound)))
}

// seatTyped is the code of the place that a form names as the one whose report it is, which the person must see; "" for none named.
func (s *Server) seatTyped(ctx context.Context, typed string) (string, error) {
	code, err := s.codeTyped(ctx, typed, "unit")
	if err != nil || code == "" {
		return "", err
	}
	u, err := s.Store.Unit(ctx, code)
	if err != nil {
		return "", err
	}
	if !u.Kind.Seats() {
		return "", ledger.Mistake(ledger.Invalid, "unit", "“%s”不是区、市或省，不能作为报告所属的地方。", "“%s” is no district, city or province, which reports belong to.", u.Name)
	}
	return u.Code, nil
}

// codeTyped is the code of the unit that a form's field names, by its code or in words; what was typed, where it names none.
func (s *Server) codeTyped(ctx context.Context, typed, field string) (string, error) {
	if typed = strings.TrimSpace(typed); typed == "" {
		return "", nil
	}
	now, err := s.known.at(ctx, s.Store)
	if err != nil {
		return typed, err
	}
	if _, ok := now.byCode[typed]; ok {
		return typed, nil
	}
	return ledger.CodeNamed(now.Units, typed, field)
}
