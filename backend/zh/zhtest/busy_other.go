//go:build !unix

package zhtest

import "time"

var began = time.Now()

// Busy is how long the program has run: no more is told here.
func Busy() time.Duration { return time.Since(began) }
