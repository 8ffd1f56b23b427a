//go:build unix

package extract_test

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-ego/gse"

	"taizhang/backend/zh/zhtest"
)

const megabyte = 1_000_000

// long is the real page again and again, at least size bytes.
func long(t testing.TB, size int) string {
	page := realPage(t)
	return strings.Repeat(page, size/len(page)+1)
}

func BenchmarkRead(b *testing.B) {
	x := lexicon(b)
	text := long(b, megabyte)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		x.Read(text, "2024-09-06")
	}
}

// segmenter is the word segmenter that reading is measured against, with the dictionary it comes with.
var segmenter = sync.OnceValues(func() (gse.Segmenter, error) { return gse.New() })

// BenchmarkBesideSegmenter reads a text and has gse segment it into words: how many MB either does in a second of the
// processor's time, which a busy machine disturbs least, and how many times as fast reading is. Cut is gse's own way for
// words that its dictionary lacks, such as names; CutKnown and Segment know the dictionary alone.
func BenchmarkBesideSegmenter(b *testing.B) {
	x := lexicon(b)
	seg, err := segmenter()
	if err != nil {
		b.Fatal(err)
	}
	text := long(b, megabyte)
	data := []byte(text)
	for _, beside := range []struct {
		name string
		fn   func()
	}{{"Cut", func() { seg.Cut(text, true) }}, {"CutKnown", func() { seg.Cut(text, false) }}, {"Segment", func() { seg.Segment(data) }}} {
		b.Run(beside.name, func(b *testing.B) {
			var reading, segmenting time.Duration
			for b.Loop() {
				start := zhtest.Busy()
				x.Read(text, "2024-09-06")
				read := zhtest.Busy()
				beside.fn()
				reading, segmenting = reading+read-start, segmenting+zhtest.Busy()-read
			}
			speed := func(d time.Duration) float64 { return float64(b.N*len(text)) / megabyte / d.Seconds() }
			b.ReportMetric(speed(reading), "read-MB/s")
			b.ReportMetric(speed(segmenting), "gse-MB/s")
			b.ReportMetric(segmenting.Seconds()/reading.Seconds(), "times-as-fast")
		})
	}
}

const mostHeap = 300 << 20

// BenchmarkTenMegabytes reads 10 MB in one call and tells the most heap that took, which is bounded.
func BenchmarkTenMegabytes(b *testing.B) {
	x := lexicon(b)
	text := long(b, 10*megabyte)
	b.SetBytes(int64(len(text)))
	most := uint64(0)
	for b.Loop() {
		most = max(most, peak(func() { x.Read(text, "2024-09-06") }))
	}
	b.ReportMetric(float64(most)/(1<<20), "peak-MiB")
	if most > mostHeap {
		b.Errorf("%d MiB of heap, want at most %d", most>>20, mostHeap>>20)
	}
}

// peak is by how many bytes the heap grows while fn runs, garbage not yet collected with it, looked at every millisecond.
func peak(fn func()) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, m.HeapAlloc
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	fn()
	close(done)
	<-stopped
	return most - before
}

func TestTenMegabytes(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 10 MB")
	}
	x, text := lexicon(t), long(t, 10*megabyte)
	if most := peak(func() { x.Read(text, "2024-09-06") }); most > mostHeap {
		t.Errorf("%d MiB of heap, want at most %d", most>>20, mostHeap>>20)
	}
}
