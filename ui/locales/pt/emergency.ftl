# unreviewed

emergency-title = Cartão de emergência
emergency-born = Nascimento: { $date } ({ $age })
emergency-allergies = Alergias
emergency-severe = { $name }: grave
emergency-no-known = Sem alergias conhecidas
emergency-no-known-note = Um registo diz isso.
emergency-not-recorded = Não há alergias registadas
emergency-not-recorded-note = Isso não quer dizer que não existam. Pergunte.
emergency-medicines = Medicamentos
emergency-conditions = Doenças
emergency-none = Nada registado
emergency-seen = Quem tiver este aparelho na mão pode ver esta página.
emergency-own = É o registo da própria pessoa. Pode faltar algo. Pergunte-lhe.
emergency-sensitive = Os temas privados ficam de fora.
emergency-empty = Ainda nada para mostrar
emergency-empty-note = Adicione primeiro um registo. Depois esta página mostra o que ajuda numa emergência.
emergency-travel-title = Modo viagem
emergency-travel-offline = Funciona sem internet
emergency-travel-lead = Mostre esta página a um médico. É o seu registo como as clínicas o escreveram.
emergency-travel-language = Escrito como no seu registo
emergency-travel-language-note = O Keepwell não traduz texto livre por máquina. Uma palavra errada podia fazer-lhe mal.
emergency-travel-show = Mostrar o código a uma clínica
