# unreviewed

onboarding-welcome-title = سجلك الطبي بين يديك
onboarding-welcome-own = أنت تحتفظ به
onboarding-welcome-own-note = سجلك على هذا الجهاز، مقفل بمفتاح لا يملكه غيرك.
onboarding-welcome-share = أنت تشاركه
onboarding-welcome-share-note = أظهر رمزًا للعيادة. يرون ما اخترته، وللمدة التي اخترتها.
onboarding-welcome-stop = أنت توقفه
onboarding-welcome-stop-note = اعرف من اطّلع. أوقف في أي وقت بلمسة واحدة.
onboarding-welcome-make = أنشئ محفظتي
onboarding-welcome-restore = لدي كلمات الاستعادة
onboarding-language = اللغة
onboarding-key-title = أنشئ مفتاحك
onboarding-key-lead = اختر عبارة سرية. تفتح سجلك على هذا الجهاز.
onboarding-key-passphrase = العبارة السرية
onboarding-key-passphrase-hint = أربع كلمات أو أكثر لا يجمعها غيرك. لا أحد يستطيع إرسالها إليك من جديد.
onboarding-key-again = العبارة نفسها مرة أخرى
onboarding-key-different = العبارتان غير متطابقتين.
onboarding-key-short = ثمانية أحرف على الأقل. أربع كلمات أفضل.
onboarding-key-store = الفتح بهذا الجهاز أيضًا
onboarding-key-store-note = بصمتك أو وجهك أو تسجيل دخولك هنا يفتح المحفظة أيضًا.
onboarding-key-server = الخادم
onboarding-key-server-title = الخادم: { $server }
onboarding-key-server-note = ينقل ما تشاركه مقفلًا. لا يستطيع قراءته. يمكنك استعمال غيره.
onboarding-key-button = أنشئ مفتاحي
onboarding-words-title = اكتب هذه الكلمات على ورقة
onboarding-words-lead = الكلمات { $from } إلى { $to } من { $all }. اكتب الرقم والكلمة.
onboarding-words-only = أنت وحدك تملك هذه الكلمات.
onboarding-words-only-note = لا نستطيع رؤيتها ولا صنع غيرها. إن فقدت الجهاز والكلمات ضاع السجل.
onboarding-words-list = الكلمات { $from } إلى { $to }
onboarding-words-next = كتبتها
onboarding-words-later = لاحقًا
onboarding-check-title = ما الكلمة رقم { $number }؟
onboarding-check-lead = انظر إلى الورقة التي كتبت عليها كلماتك. هذا يتأكد من أنك تستطيع استعادة سجلك إن فقدت هذا الجهاز.
onboarding-check-chosen = اختيرت { $done } من { $all } كلمات
onboarding-check-again = أرني الكلمات مرة أخرى
onboarding-check-wrong = لم تكن الكلمات الثلاث كلها صحيحة. انظر إلى ورقتك وحاول مرة أخرى.
onboarding-check-choose = اختر كلمة أولًا.
onboarding-skip-title = المتابعة دون فحص؟
onboarding-skip-note = إن فقدت هذا الجهاز الآن ضاع سجلك. لا أحد يستطيع إعادته إليك.
onboarding-skip-mark = تبقى عبارة «غير محفوظ احتياطيًا» على الشاشة الرئيسية حتى تفعل ذلك.
onboarding-skip-yes = المتابعة دون حفظ احتياطي
onboarding-skip-no = العودة إلى الكلمات
onboarding-first-title = أضف أول سجل
onboarding-first-lead = ملف من عيادتك أو المستشفى أو تطبيق صحي.
onboarding-first-later = سأفعل ذلك لاحقًا
onboarding-first-go = إلى سجلي
onboarding-restore-title = استعد سجلك
onboarding-restore-lead = تحتاج إلى الورقة التي عليها كلماتك. ملف الحفظ الاحتياطي يعيد سجلاتك.
onboarding-restore-words = كلمات الاستعادة
onboarding-restore-words-hint = كلها، بالترتيب، وبينها مسافات.
onboarding-restore-file = اختر ملف الحفظ الاحتياطي
onboarding-restore-file-hint = من دونه يعود مفتاحك ولا تعود سجلاتك.
onboarding-restore-file-chosen = اختير { $file }
onboarding-restore-button = استعادة
onboarding-restore-done = عاد سجلك
onboarding-restore-records = { $count ->
    [0] لم تكن هناك سجلات لتعود.
    [one] عاد سجل واحد.
    [two] عاد سجلان.
    [few] عادت { $count } سجلات.
   *[other] عاد { $count } سجلًا.
}
onboarding-restore-grants = { $count ->
    [0] لا تستطيع أي عيادة فتح سجلك الآن.
    [one] عيادة واحدة تستطيع فتح سجلك الآن.
    [two] عيادتان تستطيعان فتح سجلك الآن.
    [few] { $count } عيادات تستطيع فتح سجلك الآن.
   *[other] { $count } عيادة تستطيع فتح سجلك الآن.
}
onboarding-unlock-title = فتح القفل
onboarding-unlock-lead = سجلك مقفل على هذا الجهاز.
onboarding-unlock-passphrase = العبارة السرية
onboarding-unlock-button = فتح القفل
onboarding-unlock-store = الفتح بهذا الجهاز
onboarding-unlock-forgot = نسيت عبارتي السرية
onboarding-unlock-forgot-note = لا أحد يستطيع إرسالها إليك، لكن كلماتك تفتح هذه المحفظة. اكتبها من ورقتك واختر عبارة جديدة. يبقى سجلك كما هو.
onboarding-unlock-forgot-words = لم تعد لديك الورقة؟ إذن لا أحد يستطيع فتح هذا السجل.
