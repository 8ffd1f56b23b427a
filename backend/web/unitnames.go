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
