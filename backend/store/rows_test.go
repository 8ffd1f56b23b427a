package store

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"taizhang/backend/ledger"
)

// Rows read directly must be what gorm reads, in every column.
func TestRowsAreAsGormReadsThem(t *testing.T) {
	s, four, seven := lived(t, rand.New(rand.NewPCG(4, 4)), 400), int64(4), 7.5
	write(t, s, func(w *Writer) error {
		return w.tx.Omit("Units").Save(&ledger.Entry{ID: 4, Metrics: []ledger.Metric{{Name: "税收", Value: &seven}}, SameAs: &four, ReportID: 1, Kind: ledger.Progress, Status: ledger.Draft, Period: "2024-09", UpdatedAt: testNow}).Error
	})
	want, err := find[ledger.Entry](s.entries(t.Context()).Order("id"), "entries")
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, e := range want {
		ids = append(ids, e.ID)
	}
	got, err := s.load(t.Context(), ids)
	if err != nil || len(got) != 400 {
		t.Fatal(len(got), err)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("read %+v\nwant %+v", got[i], want[i])
		}
	}
}
