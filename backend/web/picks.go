package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// picked are the entries ticked, or all that the filter finds, without those that whoever asks may not read.
func (s *Server) picked(c *gin.Context, page *pages.BulkPage) ([]ledger.Pick, error) {
	ticked, err := ticks(c.PostFormArray("pick"))
	if err != nil {
		return nil, err
	}
	if c.PostForm("all") != "" {
		if ticked, err = s.everyPick(c, page.Filter); err != nil {
			return nil, err
		}
	}
	switch {
	case len(ticked) == 0:
		return nil, ledger.Mistake(ledger.Invalid, "pick", "还没有选择事项。请返回台账，勾选要办理的事项。", "Nothing was selected. Go back to the ledger and tick the entries.")
	case len(ticked) > ledger.MaxBulk:
		return nil, ledger.Mistake(ledger.Invalid, "pick", "一次最多办理 %[1]d 项，现在选了 %[2]d 项，请缩小筛选、分批办理。", "%[1]d entries at most can be done at once; %[2]d were chosen. Narrow the filter and do them in several goes.", ledger.MaxBulk, len(ticked))
	}
	var ids []int64
	for _, p := range ticked {
		ids = append(ids, p.ID)
	}
	found, err := s.Store.EntriesFound(c.Request.Context(), ids)
	if err != nil {
		return nil, err
	}
	picks := slices.DeleteFunc(slices.Clone(ticked), func(p ledger.Pick) bool {
		return !slices.ContainsFunc(found, func(e ledger.Entry) bool { return e.ID == p.ID && s.reads(c, &e) })
	})
	page.Absent = len(ticked) - len(picks)
	return picks, nil
}

// everyPick is all that a filter finds, as far as it may be done at once and one more.
func (s *Server) everyPick(c *gin.Context, f ledger.Filter) (all []ledger.Pick, err error) {
	f = f.WithoutPaging()
	f.Limit = ledger.MaxBulk
	list, err := s.Store.Entries(c.Request.Context(), f, s.day())
	for _, e := range list.Items {
		all = append(all, ledger.Pick{ID: e.ID, Version: e.Version})
	}
	if list.Total > len(all) {
		all = append(all, make([]ledger.Pick, list.Total-len(all))...)
	}
	return all, err
}

// ticks reads boxes, each an id and a version: 12.3. One ticked twice counts once.
func ticks(boxes []string) (all []ledger.Pick, err error) {
	if len(boxes) > 10*ledger.MaxBulk {
		return nil, errIncomplete
	}
	for _, box := range boxes {
		id, version, ok := strings.Cut(box, ".")
		n, bad := strconv.ParseInt(id, 10, 64)
		v, worse := strconv.Atoi(version)
		if !ok || bad != nil || worse != nil || v < 1 {
			return nil, errIncomplete
		}
		if !slices.ContainsFunc(all, func(p ledger.Pick) bool { return p.ID == n }) {
			all = append(all, ledger.Pick{ID: n, Version: v})
		}
	}
	return all, nil
}
