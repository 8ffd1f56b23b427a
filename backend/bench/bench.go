// Package bench measures the system on the machine that it runs on: every work beside the least that it can cost, turn and turn
// about, so that both meet the same machine, and quotes the ratio.
package bench

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

// Row is one work to measure: the least it can cost, and ours.
type Row struct {
	Work, Floor string // what is done, and what the least is
	Connections int    // how many do it at once
	Asked       float64
	floor, ours load
}

// load makes one worker's operation; stop ends what it holds.
type load func(worker int) (op func() error, stop func(), err error)

// simple is a load whose workers hold nothing.
func simple(op func(worker int) error) load {
	return func(worker int) (func() error, func(), error) {
		return func() error { return op(worker) }, func() {}, nil
	}
}

// Result is what one row came to: the medians of its rounds.
type Result struct {
	Row
	FloorRate, Rate float64 // operations a second
	Ratio           float64 // median of the rounds' ratios
	P50, P99        time.Duration
}

// Pace says how long a row is measured: the rounds, and how long either side works in each.
type Pace struct {
	Rounds int
	Slice  time.Duration
}

// Measure works each row's floor and ours in turn.
func Measure(r Row, p Pace) (Result, error) {
	var floors, rates, ratios []float64
	var took []time.Duration
	for range p.Rounds {
		floor, _, err := work(r.floor, r.Connections, p.Slice)
		if err != nil {
			return Result{}, fmt.Errorf("measure %s, the least: %w", r.Work, err)
		}
		rate, times, err := work(r.ours, r.Connections, p.Slice)
		if err != nil {
			return Result{}, fmt.Errorf("measure %s: %w", r.Work, err)
		}
		floors, rates, ratios, took = append(floors, floor), append(rates, rate), append(ratios, rate/floor), append(took, times...)
	}
	slices.Sort(took)
	return Result{Row: r, FloorRate: median(floors), Rate: median(rates), Ratio: median(ratios), P50: took[len(took)/2], P99: took[len(took)*99/100]}, nil
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// work lets n workers repeat an operation for a while; rate is operations a second, times how long each took.
func work(l load, n int, slice time.Duration) (rate float64, times []time.Duration, err error) {
	var all sync.WaitGroup
	var mu sync.Mutex
	began := time.Now()
	for w := range n {
		all.Go(func() {
			mine, e := repeat(l, w, began.Add(slice))
			mu.Lock()
			defer mu.Unlock()
			times = append(times, mine...)
			if err == nil {
				err = e
			}
		})
	}
	all.Wait()
	return float64(len(times)) / time.Since(began).Seconds(), times, err
}

// repeat does the operation at least once, and again until the time is over.
func repeat(l load, worker int, until time.Time) (times []time.Duration, err error) {
	op, stop, err := l(worker)
	if err != nil {
		return nil, err
	}
	defer stop()
	for {
		began := time.Now()
		if err := op(); err != nil {
			return times, err
		}
		now := time.Now()
		if times = append(times, now.Sub(began)); now.After(until) {
			return times, nil
		}
	}
}
