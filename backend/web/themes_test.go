package web_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestThemes(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/themes").want(http.StatusOK, "接诉即办", `href="/themes/%E6%8E%A5%E8%AF%89%E5%8D%B3%E5%8A%9E?month=2024-09"`)
	theme := "/themes/" + url.PathEscape("接诉即办")
	b.get(theme).want(http.StatusOK, "太平桥街道", "看丹街道", "在办任务", "逐月")
	b.get(theme+"?month=2024-01").want(http.StatusOK, "本月没有指出问题")
	b.get("/themes/"+url.PathEscape("没有")).want(http.StatusNotFound, "没有“没有”这个领域")
	b.get(theme + "?month=九月").want(http.StatusBadRequest)
}

func TestCompare(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/compare").want(http.StatusOK, "比单位", "比月份")
	b.get("/compare?a=110106002").want(http.StatusOK, "比单位")
	b.get("/compare?a=110106002&b=110106023").want(http.StatusOK, "太平桥街道", "看丹街道", "相差", "unit=110106002", "unit=110106023")
	b.get("/compare?a=2024-08&b=2024-09").want(http.StatusOK, "2024 年 8 月", "2024 年 9 月", "新出现")
	b.get("/compare?a=110106002&b=110106002").want(http.StatusBadRequest, "请选两个不同")
	b.get("/compare?a=110106002&b=9").want(http.StatusBadRequest, "没有名称或代码为“9”的单位")
	b.get("/compare?a=2024-13&b=2024-09").want(http.StatusBadRequest, "没有名称或代码为")
}

func TestBriefIsOfTheUnitItNames(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/units/110106002/brief").want(http.StatusOK, "太平桥街道", "会前一页纸", "本月成绩", "城市环境建设")
	b.get("/units/110106002/brief?month=2024-08").want(http.StatusOK, "本月报告没有点到成绩")
	b.get("/units/9/brief").want(http.StatusNotFound)
}

func TestMonthSetsItselfBesideTheLast(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/months/2024-09").want(http.StatusOK, "通报代拟稿", "month=2024-09")
}
