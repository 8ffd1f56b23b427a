// Package frontend holds what the browser gets: the stylesheet, the script and, where npm has fetched it, htmx; the pages
// are in pages, their parts in parts. Pages work without any of the scripts.
package frontend

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"
)

//go:embed assets
var embedded embed.FS

// sheets is the stylesheet's order by reach; they are served as one file.
var sheets = []string{"tokens", "elements", "frame", "parts", "pages", "followup", "admin", "intake", "help", "print"}

// scripts is served as one file too.
var scripts = []string{"app", "list", "live"}

type asset struct {
	name string // with the hash of its content
	data []byte
}

var assets = load()

func load() map[string]asset {
	all := map[string]asset{}
	add := func(name string, data []byte) {
		sum, ext := sha256.Sum256(data), path.Ext(name)
		all[name] = asset{strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:5]) + ext, data}
	}
	add("style.css", stylesheet())
	add("app.js", joined(".js", scripts))
	for name, file := range map[string]string{"icon.svg": "icon.svg", "htmx.js": "vendor/htmx.min.js"} {
		if data, err := fs.ReadFile(embedded, "assets/"+file); err == nil {
			add(name, data)
		}
	}
	return all
}

var (
	comment = regexp.MustCompile(`/\*[^*]*\*/`)
	space   = regexp.MustCompile(`\s*([{};,])\s*|(:)\s+|\s+`)
)

func stylesheet() []byte {
	return space.ReplaceAllFunc(comment.ReplaceAll(joined(".css", sheets), nil), func(m []byte) []byte {
		if kept := bytes.TrimSpace(m); len(kept) > 0 {
			return kept
		}
		return []byte(" ")
	})
}

// joined is the content of files one after the other: of css/ for style sheets.
func joined(ext string, names []string) []byte {
	folder := map[string]string{".css": "assets/css/", ".js": "assets/"}[ext]
	var b bytes.Buffer
	for _, name := range names {
		data, err := fs.ReadFile(embedded, folder+name+ext)
		if err != nil {
			panic(fmt.Sprintf("%s%s is not embedded: %v", name, ext, err))
		}
		b.Write(data)
	}
	return b.Bytes()
}

// Asset is the address of an asset by its plain name (style.css, app.js, icon.svg, htmx.js), with the hash of its content
// in it, or "" where there is none.
func Asset(name string) string {
	if a, ok := assets[name]; ok {
		return "/assets/" + a.name
	}
	return ""
}

// All is every asset by its address.
func All() map[string][]byte {
	all := map[string][]byte{}
	for _, a := range assets {
		all["/assets/"+a.name] = a.data
	}
	return all
}

// Handler serves everything under /assets/, to be kept by the browser for ever: another content has another address.
func Handler() http.Handler {
	all := All()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := all[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
}
