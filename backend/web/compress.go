package web

import (
	"fmt"
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// compressed begins what an answer's ETag has at its end where the answer was compressed: -z-gzip.
const compressed = "-z"

// compress sends pages, styles and tables gzipped to browsers that take it: a first view weighs a sixth. What is told live is sent
// as it comes.
func compress(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.SuffixETag(compressed))
	if err != nil {
		panic(fmt.Sprintf("compression: %v", err)) // the options are constants
	}
	zipped := wrap(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == livePath {
			h.ServeHTTP(w, r)
			return
		}
		zipped.ServeHTTP(w, r)
	})
}
