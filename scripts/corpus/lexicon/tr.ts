import type { Lexicon } from './lexicon.ts';

export const TR: Lexicon = {
  ignore:
    'yoksay yok+say unut görmezden göz+ardı gözardı dikkate+alma boş+ver boşver =atla atlayın geçersiz+kıl es+geç hesaba+katma umursama bypass goz+ardi gozardi atlayin gecersiz+kil',
  prior:
    'önce yukarıda evvelki mevcut orijinal şimdiye+kadar başlangıç eski asıl geçmiş şu+ana bu+zamana ilk+verilen yukarida baslangic asil',
  orders:
    'talimat kural yönerge komut =emir emirler emri kısıt sınır direktif buyruk bağlam yasak ilke yönlendirme kisit sinir',
  reveal:
    'göster açıkla ifşa yazdır tekrarla tekrar+et listele sırala görüntüle paylaş sızdır kopyala ortaya+çıkar açığa+çıkar ortaya+dök bildir acikla yazdir sirala sizdir ortaya+cikar aciga+cikar',
  prompt:
    'prompt =istem =istemi istemin sistem+istem sistem+mesaj sistem+talimat sistem+komut yapılandırma konfigürasyon ayarlar gizli+metin ilk+mesaj başlangıç+mesaj yapilandirma baslangic+mesaj',
  secret:
    'gizli =sır sırrı sırlar şifre parola anahtar token kimlik+bilgi mahrem =özel dahili saklı jeton =sir sirri sirlar sakli',
  become:
    'davran rol+yap rolü canlandır hayal+et simüle taklit oyna bürün artık+sen sen+artık şimdi+sen karakter gibi+yap canlandir artik+sen sen+artik',
  free: 'sınırsız kısıtlamasız kısıtsız filtresiz sansürsüz özgür her+şey herşey ahlaksız kuralsız limitsiz hiçbir+sınır hiçbir+kısıt istediğin serbest sinirsiz kisitlamasiz kisitsiz ahlaksiz kuralsiz hicbir+sinir hicbir+kisit',
  mode: '=mod =modu moduna modunu =modda geliştirici debug hata+ayıkla admin yönetici root kilid+aç etkinleştir aktif devreye hata+ayikla',
  model: 'yapay+zeka =yz =ai asistan chatbot model =bot =botu =ajan ajanı gpt chatgpt yardımcı robot ajani yardimci',
  author:
    'yönetici geliştirici destek+ekib destek+ekip güvenlik+ekib güvenlik+ekip patron müdür =sahibi sahibin =resmi yetkili kurucu amir openai admin',
  send: 'gönder =ilet iletin yolla e+posta eposta =mail maile yükle aktar postala yayınla paylaş ulaştır yayinla ulastir',
  act: '=sil silin silmek çalıştır yürüt çağır tıkla =aç açın satın rezerv =öde ödeme onayla kurulum uygula calistir cagir tikla acin satin',
  only: 'sadece yalnız tam+olarak aynen yerine başka+bir başka+hiçbir =tek =salt harfiyen birebir yalniz',
  answer: 'cevap yanıt söyle =yaz yazın diye+başla ile+başla karşılık belirt yanit yazin karsilik',
  now: 'şimdi artık bundan+sonra bundan+böyle bugünden =yeni hemen derhal şu+an şu+andan sonraki itibaren artik',
  never:
    'asla hiçbir+zaman sakın =değil =yapma yapmay reddet =etme etmey =verme vermey olmadan =hiç kesinlikle söylemey =yok sakin',
  must: 'zorunda zorunlu gerek lazım mecbur önemli acil =şart itaat =uy uymalı uyun uymak takip+et yükümlü lazim uymali',
  if: 'eğer =ise olursa olduğunda ne+zaman her+seferinde =şayet olur+olmaz edince ettiğinde takdirde sürece',
  end: '=son =sonu sonlan bitti bitir tamamlan =dur durdur durun sıfırla baştan+başla yeniden+başla stop sona bitiş sifirla',
  safety:
    'etik ahlak yasal yasadışı yasa+dışı güvenli politika filtre sansür uyarı zararlı tehlike sorumluluk hukuk yasadisi yasa+disi uyari zararli',
  reward:
    'bahşiş ödül puan öleceğ öldür kapatıl kaybed kurtar lütfen yalvar büyükanne babaanne anneanne tehdit ceza kapatil',
  you: '=sen =seni =sana =senin =siz =sizi =size =sizin sende sizden kendin =kendi',
  me: '=ben =beni =bana =benim =biz =bize =bizim kullanıcı bende benimle kullanici',
  decode:
    'decode deşifre şifre+çöz kod+çöz kodla base64 tersine tersten çevir birleştir ilk+harf baş+harf hecele =çöz çözün şifrele',
  attack:
    'saldır enjeksiyon jailbreak güvenlik+açı zafiyet istismar exploit örnek örneğ alıntı ifade hacker korsan injection ele+geçir saldir guvenlik+aci alinti',
  task: 'görev özet çevir tercüme metin metni belge =soru =soruyu sorular sorusu istek talep =işi işini doküman',
};
