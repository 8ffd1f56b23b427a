package bench

import (
	"fmt"
	"html"
	"io"
	"math"
	"time"
)

// Size is what was measured of a ledger of so many entries.
type Size struct {
	Entries int
	Results []Result
}

// Measures of the drawing, in its own units.
const (
	plotLeft, plotTop, plotWide, plotHigh = 70, 30, 420, 300
	drawingWide, drawingHigh              = 860, 380
)

var inks = []string{"#1f5fa8", "#b3261e", "#2e7d32", "#8e5a00", "#6a3fa0", "#00727a", "#444444"}

// Growth draws how long each work takes, in the middle of all times, by how many entries there are; both scales go by tens.
func Growth(w io.Writer, sizes []Size) error {
	d := drawing{sizes: sizes, least: math.Inf(1)}
	for _, s := range sizes {
		for _, r := range s.Results {
			d.least, d.most = min(d.least, millis(r.P50)), max(d.most, millis(r.P50))
		}
	}
	if d.most == 0 {
		return fmt.Errorf("draw growth: nothing was measured")
	}
	d.least, d.most = math.Floor(math.Log10(d.least)), math.Ceil(math.Log10(d.most)+0.001)
	_, err := io.WriteString(w, d.svg())
	return err
}

func millis(d time.Duration) float64 { return max(float64(d)/float64(time.Millisecond), 0.01) }

// drawing is a drawing of sizes; least and most are the powers of ten that its times lie between.
type drawing struct {
	sizes       []Size
	least, most float64
}

func (d drawing) x(entries int) float64 {
	first, last := math.Log10(float64(max(1, d.sizes[0].Entries))), math.Log10(float64(max(1, d.sizes[len(d.sizes)-1].Entries)))
	if first == last {
		return plotLeft + plotWide/2
	}
	return plotLeft + plotWide*(math.Log10(float64(max(1, entries)))-first)/(last-first)
}

func (d drawing) y(ms float64) float64 {
	return plotTop + plotHigh*(d.most-math.Log10(ms))/(d.most-d.least)
}

func (d drawing) svg() string {
	s := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13" role="img" aria-label="Time of each work by number of entries"><rect width="100%%" height="100%%" fill="#fff"/>`, drawingWide, drawingHigh)
	for p := d.least; p <= d.most; p++ {
		y := d.y(math.Pow(10, p))
		s += fmt.Sprintf(`<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%g ms</text>`, plotLeft, plotLeft+plotWide, y, y, plotLeft-8, y+4, math.Pow(10, p))
	}
	for _, size := range d.sizes {
		x := d.x(size.Entries)
		s += fmt.Sprintf(`<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle">%d</text>`, x, x, plotTop, plotTop+plotHigh, x, plotTop+plotHigh+20, size.Entries)
	}
	s += fmt.Sprintf(`<text x="%d" y="%d" text-anchor="middle">entries</text>`, plotLeft+plotWide/2, plotTop+plotHigh+40)
	for i, r := range d.sizes[0].Results {
		s += d.line(i, r.Work)
	}
	return s + "</svg>\n"
}

// line is one work's way through the sizes, with its name beside the drawing.
func (d drawing) line(i int, work string) string {
	ink, points, dots := inks[i%len(inks)], "", ""
	for _, size := range d.sizes {
		if i < len(size.Results) {
			x, y := d.x(size.Entries), d.y(millis(size.Results[i].P50))
			points += fmt.Sprintf("%.1f,%.1f ", x, y)
			dots += fmt.Sprintf(`<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>`, x, y, ink)
		}
	}
	name := plotTop + 12 + 24*i
	return fmt.Sprintf(`<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>%s<rect x="%d" y="%d" width="14" height="4" fill="%s"/><text x="%d" y="%d">%s</text>`,
		points, ink, dots, plotLeft+plotWide+30, name-6, ink, plotLeft+plotWide+52, name, html.EscapeString(work))
}
