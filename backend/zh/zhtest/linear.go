// Package zhtest holds tests of reading to linear time.
package zhtest

import (
	"strings"
	"testing"
	"time"
)

// Linear holds fn to linear time on unit after unit, size bytes of it: four times the text takes less than ten times as long, in the best
// of several tries (sixteen would be the square). It is the processor's time that counts, however busy the machine; what takes none worth
// measuring passes.
func Linear(t *testing.T, unit string, size int, fn func(text string)) {
	t.Helper()
	text := strings.Repeat(unit, size/len(unit))
	once, four := spent(fn, text), spent(fn, strings.Repeat(text, 4))
	for range 12 {
		if four < 10*once+50*time.Millisecond {
			return
		}
		once, four = min(once, spent(fn, text)), min(four, spent(fn, strings.Repeat(text, 4)))
	}
	t.Errorf("%q: %v, four times as much %v", unit, once, four)
}

func spent(fn func(string), text string) time.Duration {
	before := Busy()
	fn(text)
	return Busy() - before
}
