package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfMemory bounds what one PDF may take, in pages of 64 KB: the file itself and what is made of it.
const pdfMemory = 512 << 20 >> 16

// Warm compiles the PDF engine, which takes seconds, so that no person waits for it, and keeps that on disk, or where it cannot, in
// memory. Call it beside other work.
func Warm() error {
	_, leave, err := engine.take()
	if err != nil {
		return err
	}
	leave()
	return engine.letGo()
}

// pdfIdle is how long the engine, some 40 MB of memory, is held after the last PDF; to make it again takes a fraction of a second.
const pdfIdle = 2 * time.Minute

// pdfEngine is PDFium in a sandbox without files or network, one instance for all, made at the first PDF and let go when none came
// for a while. To compile it takes seconds; what came of it is kept in the folder taizhang under os.UserCacheDir ($XDG_CACHE_HOME or
// ~/.cache on Linux), 21 MB. Where there is none, the engine stays, for it would be compiled again each time.
type pdfEngine struct {
	mu    sync.Mutex
	pool  pdfium.Pool
	disk  wazero.CompilationCache // nil where what was compiled is not kept on disk
	users int
	idle  *time.Timer
}

var engine pdfEngine

// take returns the engine; done says that it is not used any more.
func (e *pdfEngine) take() (pool pdfium.Pool, done func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		if e.pool, e.disk, err = startPDF(); err != nil {
			return nil, nil, err
		}
	}
	if e.idle != nil {
		e.idle.Stop()
	}
	e.users++
	return e.pool, e.leave, nil
}

func (e *pdfEngine) leave() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.users--; e.users == 0 {
		e.idle = time.AfterFunc(pdfIdle, func() { _ = e.letGo() }) // what does not close stays until the end
	}
}

// letGo ends the engine where nobody uses it and it need not be compiled again.
func (e *pdfEngine) letGo() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.users > 0 || e.pool == nil || e.disk == nil {
		return nil
	}
	err := errors.Join(e.pool.Close(), e.disk.Close(context.Background()))
	e.pool, e.disk = nil, nil
	debug.FreeOSMemory()
	return err
}

func startPDF() (pool pdfium.Pool, disk wazero.CompilationCache, err error) {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory).WithCloseOnContextDone(true)
	if dir, err := os.UserCacheDir(); err == nil {
		if disk, err = wazero.NewCompilationCacheWithDir(filepath.Join(dir, "taizhang")); err == nil {
			config = config.WithCompilationCache(disk)
		}
	}
	pool, err = webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	return pool, disk, nil
}
