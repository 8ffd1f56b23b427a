package intake

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfMemory bounds what one PDF may take, in pages of 64 KB: the file itself and what is made of it.
const pdfMemory = 512 << 20 >> 16

// Warm makes ready what takes seconds at first use, the PDF engine, so that no person waits for it. Call it beside other work.
func Warm() error {
	_, err := pdfEngine()
	return err
}

// pdfEngine is PDFium in a sandbox without files or network, one instance for all and made at the first PDF. To compile it
// takes seconds; what came of it is kept in the folder taizhang under os.UserCacheDir ($XDG_CACHE_HOME or ~/.cache on
// Linux), 21 MB, and where there is none, it is compiled again at each start.
var pdfEngine = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory).WithCloseOnContextDone(true)
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "taizhang")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	return pool, nil
})
