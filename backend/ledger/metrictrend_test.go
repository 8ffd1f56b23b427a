package ledger

import (
	"fmt"
	"testing"
)

func TestMetricTrends(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	said := func(m ...Metric) []Entry { return []Entry{{Metrics: m}} }
	months := []UnitMonth{
		{Period: "2024-09", Progress: said(Metric{Name: "响应率", Value: v(99), Unit: "%"}, Metric{Name: "综合成绩", Rank: "2"}, Metric{Name: "响应率", Value: v(1), Unit: "%"})},
		{Period: "2024-08", Progress: said(Metric{Name: "综合成绩", Rank: "前列"}, Metric{Name: "税收", Value: v(3), Unit: "亿元"}, Metric{Value: v(3)})},
		{Period: "2024-07", Progress: said(Metric{Name: "响应率", Value: v(97.5), Unit: "%"})},
	}
	got := ""
	for _, x := range NewMetricTrends(months) {
		got += fmt.Sprint(x.Name, x.Unit, x.Ranked)
		for _, p := range x.Points {
			got += fmt.Sprint(" ", p.Period, "=", p.Value)
		}
		got += "\n"
	}
	if want := "响应率%false 2024-07=97.5 2024-09=99\n税收亿元false 2024-08=3\n综合成绩true 2024-09=2\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestSilentIsWhatIsNotSaidAnyMore(t *testing.T) {
	gone := Silent([]Entry{{ID: 1, Theme: "a"}, {ID: 2, Theme: "b"}, {ID: 3, Theme: "b"}}, []Entry{{Theme: "a"}})
	if len(gone) != 2 || gone[0].ID != 2 {
		t.Errorf("gone %+v", gone)
	}
}
