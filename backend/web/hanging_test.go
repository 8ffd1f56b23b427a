package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
)

// A task that is put under a shortcoming is shown there, and shows what it is to put right, each to those who may read both.
func TestTasksHangUnderTheirShortcoming(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	e, err := w.db.Entry(t.Context(), task1)
	check(t, err)
	put := func(number string) *answer {
		return b.post(entryPath(task1)+"/moves", url.Values{"move": {"put-under"}, "number": {number}, "version": {strconv.Itoa(e.Version)}})
	}
	put("2024-09-任-002").want(http.StatusUnprocessableEntity, "不是“问题”")
	put("2024-09-问-001").want(http.StatusSeeOther)
	b.get(entryPath("2024-09-问-001")).want(http.StatusOK, "整改任务", task1)
	b.get(entryPath(task1)).want(http.StatusOK, "整改的问题", "2024-09-%E9%97%AE-001")
}
