const KEPT={{ kept|safe }},CACHE="trang-1",MAX=40;
addEventListener("install",e=>e.waitUntil(caches.open(CACHE).then(c=>c.addAll(KEPT)).then(()=>skipWaiting())));
addEventListener("activate",e=>e.waitUntil(clients.claim()));
addEventListener("fetch",e=>{const r=e.request,u=new URL(r.url);
if(r.method!=="GET"||u.origin!==location.origin||/^\/(toa-soan|xem-truoc|tim-kiem|tep)\//.test(u.pathname))return;
if(u.pathname.startsWith("/static/"))return e.respondWith(caches.match(r).then(f=>f||fetch(r).then(a=>keep(r,a))));
if(r.mode==="navigate")e.respondWith(fetch(r).then(a=>keep(r,a)).catch(()=>caches.match(r).then(f=>f||caches.match("/ngoai-mang/"))))});
async function keep(r,a){if(!a.ok){if(a.status===410)(await caches.open(CACHE)).delete(r);return a}
const c=await caches.open(CACHE);await c.put(r,a.clone());const k=await c.keys();
if(k.length>MAX+KEPT.length){const old=k.find(x=>!KEPT.includes(new URL(x.url).pathname));if(old)c.delete(old)}return a}
