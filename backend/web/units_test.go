package web_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestUnitsShowTheirLoadAndScores(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/units").want(http.StatusOK, "交办量", "区城市管理委员会", "没有点名的街镇各")
	if a := b.get("/units/110106002").want(http.StatusOK, "本月交办量", "上月 0 项"); strings.Contains(a.body, `id="scores"`) {
		t.Error("scores are drawn where there are none")
	}
	b.sendScores("2024-08", "x.csv", augustScores).want(http.StatusSeeOther)
	b.sendScores("2024-09", "x.csv", strings.Replace(augustScores, "99.5", "98.5", 1)).want(http.StatusSeeOther)
	b.get("/units/110106002").want(http.StatusOK, `id="scores"`, "98.5", "−1", "<polyline", "近十二个月")
}
