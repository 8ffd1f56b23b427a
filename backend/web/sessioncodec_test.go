package web

import (
	"reflect"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
)

// A session is read as it was written, in either form, and what cannot be kept is told.
func TestSessionCodec(t *testing.T) {
	end := time.Date(2026, 11, 23, 21, 0, 0, 0, time.UTC)
	values := map[string]any{"user": "王芳", "seen": int64(1_732_300_000), "first": true, "{": "{\"}"}
	for _, write := range []scs.Codec{sessionCodec{}, scs.GobCodec{}} {
		kept, err := write.Encode(end, values)
		if err != nil {
			t.Fatal(err)
		}
		deadline, got, err := sessionCodec{}.Decode(kept)
		if err != nil || !deadline.Equal(end) || !reflect.DeepEqual(got, values) {
			t.Errorf("read %v, %v, %v", deadline, got, err)
		}
	}
	if _, err := (sessionCodec{}).Encode(end, map[string]any{"x": 1.5}); err == nil {
		t.Error("a value that would be read back otherwise was kept")
	}
	for _, bad := range []string{"", "{", `{"values":{"n":1.5}}`} {
		if _, _, err := (sessionCodec{}).Decode([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
