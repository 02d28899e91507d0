// Names of people who do not exist: common given and family names of Sweden, put together.
export const GIVEN = `Anna Eva Maria Karin Sara Lena Emma Kerstin Malin Jenny Ingrid Birgitta Elin Hanna Linnéa Fatima
Amina Leyla Zahra Maryam Ida Julia Alva Astrid Ebba Nora Vera Signe Agnes Saga Lars Mikael Anders Johan Erik Per Karl
Peter Jan Thomas Daniel Fredrik Andreas Hans Mohammed Ali Ahmed Omar Yusuf Hassan Oskar Elias Hugo Liam Noah Axel Nils
Gustav Viktor Sven`.split(/\s+/);
export const FAMILY =
  `Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson
Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Lindström Olofsson Lindqvist Lindgren Berg
Axelsson Bergström Lundberg Lind Lundgren Lundqvist Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg
Sjöberg Ali Wallin Mohamed Engström Eklund Danielsson Lundin Håkansson Bergman Björk Ahmed Gunnarsson Fransson
Holm Wikström Samuelsson Isaksson Bergqvist Nyström Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist Claesson
Nordström Hassan Mårtensson Lundström Eliasson Viklund Björklund Sandström Öberg Åberg Ekström Hermansson Norberg`.split(
    /\s+/,
  );
